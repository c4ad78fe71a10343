// The script with Plotly, its part for two-dimensional plots.
import Plotly from "plotly.js-cartesian-dist-min";

export type DrawPlotly = (place: HTMLElement, figure: object, dark: boolean) => Promise<void>;

interface Figure {
  data?: { type?: string }[];
  layout?: { template?: unknown; paper_bgcolor?: string; [name: string]: unknown };
  config?: object;
  frames?: object[];
}

/** For plots that have no colours of their own. */
const CLEAR = { paper_bgcolor: "rgba(0,0,0,0)", plot_bgcolor: "rgba(0,0,0,0)" };
const DARK = {
  ...CLEAR,
  font: { color: "#e7e5e0" },
  template: { layout: { xaxis: { gridcolor: "#3b4148" }, yaxis: { gridcolor: "#3b4148" } } },
};

window.anodePlotly = async (place, given, dark) => {
  const { data = [], layout = {}, config = {}, frames } = given as Figure;
  const unknown = data.map(({ type = "scatter" }) => type).filter((type) => !known(type));
  if (unknown.length > 0) throw new Error(`plots of the kind ${[...new Set(unknown)].join(", ")} are not built in`);
  const box = document.createElement("div");
  place.append(box);
  const options = { ...config, responsive: true, displaylogo: false, showSendToCloud: false, plotlyServerURL: "" };
  const isOwnLook = layout.template !== undefined || layout.paper_bgcolor !== undefined;
  const look = isOwnLook ? {} : dark ? DARK : CLEAR;
  await Plotly.newPlot(box, { data, layout: { ...look, ...layout }, config: options, frames });
};

/** Of a kind that is not in it, Plotly would silently draw nothing. */
const known = (type: string) => Plotly.PlotSchema.get().traces[type] !== undefined;
