// The script with Vega.
import embed, { type VisualizationSpec } from "vega-embed";

export type DrawVega = (place: HTMLElement, spec: object, mode: "vega" | "vega-lite", dark: boolean) => Promise<void>;

const LIGHT = { background: "transparent" };
/** Vega's own dark theme has lines as bright as the data. */
const DARK = { background: "transparent", axis: { gridColor: "#3b4148" }, view: { stroke: "#3b4148" } };

window.anodeVega = async (place, spec, mode, dark) => {
  const box = document.createElement("div");
  box.style.width = "100%";
  place.append(box);
  const theme = dark ? { theme: "dark" as const, config: DARK } : { config: LIGHT };
  await embed(box, spec as VisualizationSpec, { mode, actions: false, tooltip: true, ...theme });
};
