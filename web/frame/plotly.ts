// The script with Plotly, its part for two-dimensional plots.
import Plotly from "plotly.js-cartesian-dist-min";

export type DrawPlotly = (place: HTMLElement, figure: object) => Promise<void>;

interface Figure {
  data?: { type?: string }[];
  layout?: object;
  config?: object;
  frames?: object[];
}

window.anodePlotly = async (place, given) => {
  const { data = [], layout = {}, config = {}, frames } = given as Figure;
  const unknown = data.map(({ type = "scatter" }) => type).filter((type) => !known(type));
  if (unknown.length > 0) throw new Error(`plots of the kind ${[...new Set(unknown)].join(", ")} are not built in`);
  const box = document.createElement("div");
  place.append(box);
  const options = { ...config, responsive: true, displaylogo: false, showSendToCloud: false, plotlyServerURL: "" };
  await Plotly.newPlot(box, { data, layout, config: options, frames });
};

/** Of a kind that is not in it, Plotly would silently draw nothing. */
const known = (type: string) => Plotly.PlotSchema.get().traces[type] !== undefined;
