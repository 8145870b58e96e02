import * as Plot from "@observablehq/plot";
import { significant } from "../format";
import type { Exhibit } from "../schema/lab";
import { narrowWidth } from "./labelledRows";

/** A histogram a generation, one above the other, on a logarithmic axis of perplexity: a quarter of a bit to a bar. */
export function drawPerplexity(width: number, exhibits: Exhibit[]): SVGSVGElement | HTMLElement {
  const rows = exhibits.flatMap(({ generation, firstModelBits }) =>
    firstModelBits.map((bits) => ({ generation, bits })));
  const most = Math.ceil(rows.reduce((bits, row) => Math.max(bits, row.bits), 1));
  const every = Math.ceil(most / (width < narrowWidth ? 5 : 10));
  const ticks = Array.from({ length: most + 1 }, (_, bits) => bits).filter((bits) => bits % every === 0);
  return Plot.plot({
    className: "plot",
    width,
    height: 40 + 64 * exhibits.length,
    marginLeft: width < narrowWidth ? 28 : 90,
    marginRight: 14,
    marginTop: 12,
    marginBottom: 36,
    x: { label: "perplexity under the first model →", tickFormat: (bits: number) => significant(2 ** bits), ticks },
    y: { axis: null },
    fy: { label: null, tickFormat: (generation: number) => (width < narrowWidth ? String(generation) : `generation ${generation}`), axis: "left" },
    marks: [
      Plot.rectY(rows, Plot.binX<Plot.RectYOptions>({ y: "proportion-facet" }, { x: "bits", fy: "generation", interval: 0.25, fill: (row: { generation: number }) => (row.generation === 1 ? "var(--human)" : "var(--synthetic)") })),
      Plot.ruleY([0], { stroke: "var(--hair)" }),
    ],
  });
}
