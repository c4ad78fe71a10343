import { LogOut } from "lucide";
import { useSignal } from "@preact/signals";
import { S } from "../../strings";
import { Icon } from "../Icon";
import type { Arrange } from "./ShareDialog";
import { Sure } from "./Sure";

/** Ends this computer's part in the notebook, which then lies in the bin: home shows it. */
export function Leave({ arrange }: { arrange: Arrange }) {
  const leaving = useSignal(false);
  const leave = async () => {
    if (await arrange({ t: "leave" })) location.hash = "";
  };
  if (leaving.value)
    return (
      <Sure
        question={S.share.leaveSure}
        yes={S.share.leaveYes}
        onYes={() => void leave()}
        onEnd={() => (leaving.value = false)}
      />
    );
  return (
    <div class="leave">
      <button type="button" class="button small" onClick={() => (leaving.value = true)}>
        <Icon of={LogOut} size={14} /> {S.share.leave}
      </button>
    </div>
  );
}
