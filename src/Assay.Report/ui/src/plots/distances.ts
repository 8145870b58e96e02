import * as Plot from "@observablehq/plot";
import { layoutRows } from "./labelledRows";
import { rowText } from "./rowText";

/** The comparisons of one target, as distances from what was expected in standard errors. */
export interface DistanceRow {
  name: string;
  /** What stands at the end of the row. */
  value: string;
  scores: number[];
}

/** Distances as ticks, a row for each target, with the limit that none may pass. */
export function drawDistances(width: number, rows: DistanceRow[], limit: number): SVGSVGElement | HTMLElement {
  const layout = layoutRows(width, rows.map((row) => row.name), rows.map((row) => row.value));
  const keyed = rows.map((row, index) => ({ ...row, key: String(index) }));
  const ticks = keyed.flatMap(({ key, scores }) => scores.map((z) => ({ key, z })));
  const end = Math.max(limit, ...ticks.map(({ z }) => Math.abs(z))) * 1.12;
  const middle = { insetTop: layout.row / 2 - 8 + layout.markOffset, insetBottom: layout.row / 2 - 8 - layout.markOffset };
  const colour = ({ z }: { z: number }) => (Math.abs(z) > limit ? "var(--bad)" : "var(--human)");
  return Plot.plot({
    className: "plot",
    width,
    height: rows.length * layout.row + 54,
    marginLeft: layout.marginLeft,
    marginRight: layout.marginRight,
    marginTop: 26,
    marginBottom: 28,
    x: { domain: [-end, end], label: null },
    y: { type: "band", domain: keyed.map(({ key }) => key), axis: null, padding: 0 },
    marks: [
      Plot.gridX({ stroke: "var(--hair)", strokeOpacity: 1, ticks: layout.narrow ? 5 : 9 }),
      Plot.axisX({ tickSize: 0, color: "var(--muted)", ticks: layout.narrow ? 5 : 9, tickFormat: (z: number) => String(z).replace("-", "−") }),
      Plot.ruleX([0], { stroke: "var(--muted)" }),
      Plot.ruleX([-limit, limit], { stroke: "var(--ink)", strokeWidth: 1.5, strokeDasharray: "5 3" }),
      Plot.text([limit], { x: (x: number) => x, text: () => `limit ${limit.toFixed(2)}`, frameAnchor: "top", dy: -14, textAnchor: "end", fill: "var(--ink)", fontWeight: 600 }),
      Plot.tickX(ticks, { x: "z", y: "key", stroke: colour, strokeWidth: 2, strokeOpacity: 0.7, ...middle }),
      rowText(keyed, layout, (row) => row.key, (row) => row.name, (row) => row.value),
    ],
  });
}
