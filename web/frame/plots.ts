// Vega, Vega-Lite and Plotly. Their libraries are scripts of their own, which put one function on the window each.
import type { DrawPlotly } from "./plotly";
import type { DrawVega } from "./vega";

declare const VEGA_SCRIPT: string;
declare const PLOTLY_SCRIPT: string;

declare global {
  interface Window {
    anodeVega?: DrawVega;
    anodePlotly?: DrawPlotly;
  }
}

export async function showVega(output: HTMLElement, text: string, mime: string, dark: boolean): Promise<void> {
  const spec = JSON.parse(text) as object;
  await loaded(VEGA_SCRIPT);
  await window.anodeVega!(output, spec, mime.includes("vegalite") ? "vega-lite" : "vega", dark);
}

export async function showPlotly(output: HTMLElement, text: string, dark: boolean): Promise<void> {
  const figure = JSON.parse(text) as object;
  await loaded(PLOTLY_SCRIPT);
  await window.anodePlotly!(output, figure, dark);
}

const scripts = new Map<string, Promise<void>>();

function loaded(src: string): Promise<void> {
  const known = scripts.get(src);
  if (known) return known;
  const loading = new Promise<void>((done, fail) => {
    const script = document.createElement("script");
    script.onload = () => done();
    script.onerror = () => fail(new Error("its library could not be loaded"));
    script.src = src;
    document.head.append(script);
  });
  scripts.set(src, loading);
  return loading;
}
