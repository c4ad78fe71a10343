import { notices } from "../../model/notices";
import type { Workbench } from "../../model/Workbench";
import { S } from "../../strings";
import { soon } from "../soon";

export const VariablesPanel = soon<{ bench: Workbench }>(
  async () => (await import("./VariablesPanel")).VariablesPanel,
  ({ bench }) => {
    bench.notebook.variables.shown.value = false;
    notices.tell("error", S.trouble.nodeGone);
  },
);
