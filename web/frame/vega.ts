// The script with Vega.
import embed, { type VisualizationSpec } from "vega-embed";

export type DrawVega = (place: HTMLElement, spec: object, mode: "vega" | "vega-lite", dark: boolean) => Promise<void>;

window.anodeVega = async (place, spec, mode, dark) => {
  const box = document.createElement("div");
  box.style.width = "100%";
  place.append(box);
  const theme = dark ? { theme: "dark" as const, config: { background: "transparent" } } : {};
  await embed(box, spec as VisualizationSpec, { mode, actions: false, tooltip: true, ...theme });
};
