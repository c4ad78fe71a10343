// Vega, Vega-Lite and Plotly. Their libraries come from the page around, and put one function on the window each.
import type { DrawPlotly } from "./plotly";
import type { DrawVega } from "./vega";

declare global {
  interface Window {
    anodeVega?: DrawVega;
    anodePlotly?: DrawPlotly;
  }
}

export async function showVega(
  output: HTMLElement,
  text: string,
  mime: string,
  dark: boolean,
  library: string,
): Promise<void> {
  const spec = JSON.parse(text) as object;
  if (!window.anodeVega) run(library);
  await window.anodeVega!(output, spec, mime.includes("vegalite") ? "vega-lite" : "vega", dark);
}

export async function showPlotly(output: HTMLElement, text: string, dark: boolean, library: string): Promise<void> {
  const figure = JSON.parse(text) as object;
  if (!window.anodePlotly) run(library);
  await window.anodePlotly!(output, figure, dark);
}

function run(library: string): void {
  const script = document.createElement("script");
  script.textContent = library;
  document.head.append(script);
}
