declare module "plotly.js-cartesian-dist-min" {
  const Plotly: {
    newPlot(place: HTMLElement, figure: object): Promise<unknown>;
    PlotSchema: { get(): { traces: Record<string, unknown> } };
  };
  export default Plotly;
}
