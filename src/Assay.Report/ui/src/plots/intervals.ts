import * as Plot from "@observablehq/plot";
import { shareText } from "../estimateText";
import { limit } from "../format";
import type { Estimate } from "../schema/estimate";
import { layoutRows } from "./labelledRows";
import { rowText } from "./rowText";

export interface IntervalRow {
  name: string;
  estimate: Estimate;
}

interface Span {
  key: string;
  from: number;
  to: number;
}

/** Estimates of shares as dots with intervals, bounds as one-sided bars, and a cap as a line. */
export function drawIntervals(width: number, rows: IntervalRow[], cap: number | null): SVGSVGElement | HTMLElement {
  const values = rows.map((row) => shareText(row.estimate));
  const layout = layoutRows(width, rows.map((row) => row.name), values);
  const keyed = rows.map((row, index) => ({ ...row, key: String(index), text: values[index]! }));
  const dy = layout.markOffset;
  const end = domainEnd(rows.map((row) => row.estimate), cap);
  const spans = (answer: string): Span[] => keyed
    .filter(({ estimate }) => estimate.answer === answer && estimate.low !== estimate.high)
    .map(({ key, estimate }) => ({ key, from: estimate.low ?? 0, to: estimate.high ?? end }));
  const known = keyed.filter(({ estimate }) => estimate.answer === "estimate" && estimate.value != null);
  const bounds = keyed.filter(({ estimate }) => estimate.answer === "bound");
  const ends = [
    ...bounds.flatMap(({ key, estimate }) => (estimate.high != null ? [{ key, x: estimate.high }] : [])),
    ...bounds.flatMap(({ key, estimate }) => (estimate.low != null && estimate.low > 0 ? [{ key, x: estimate.low }] : [])),
  ];
  return Plot.plot({
    className: "plot",
    width,
    height: rows.length * layout.row + 54,
    marginLeft: layout.marginLeft,
    marginRight: layout.marginRight,
    marginTop: 26,
    marginBottom: 28,
    x: { domain: [0, end], label: null },
    y: { type: "band", domain: keyed.map(({ key }) => key), axis: null, padding: 0 },
    marks: [
      Plot.gridX({ stroke: "var(--hair)", strokeOpacity: 1, ticks: layout.narrow ? 4 : 6 }),
      Plot.axisX({ tickSize: 0, color: "var(--muted)", tickFormat: (x: number) => limit(x), ticks: layout.narrow ? 4 : 6 }),
      Plot.ruleY(spans("bound"), { y: "key", x1: "from", x2: "to", stroke: "var(--synthetic)", strokeWidth: 14, strokeOpacity: 0.22, dy }),
      Plot.tickX(ends, { x: "x", y: "key", stroke: "var(--synthetic)", strokeWidth: 2.5, insetTop: layout.row / 2 - 9 + dy, insetBottom: layout.row / 2 - 9 - dy }),
      Plot.ruleY(spans("estimate"), { y: "key", x1: "from", x2: "to", stroke: "var(--synthetic)", strokeWidth: 4, strokeOpacity: 0.6, dy }),
      Plot.dot(known, { y: "key", x: (row: IntervalRow) => row.estimate.value, r: 6, fill: "var(--synthetic)", stroke: "var(--paper)", strokeWidth: 1.5, dy }),
      cap == null ? null : [
        Plot.ruleX([cap], { stroke: "var(--ink)", strokeWidth: 1.5, strokeDasharray: "5 3" }),
        Plot.text([cap], { x: (x: number) => x, text: () => `cap ${limit(cap)}`, frameAnchor: "top", dy: -14, fill: "var(--ink)", fontWeight: 600 }),
      ],
      rowText(keyed, layout, (row) => row.key, (row) => row.name, (row) => row.text),
    ],
  });
}

/** Where the axis ends: a little past the largest number on it, and never past 100%. */
function domainEnd(estimates: Estimate[], cap: number | null): number {
  const open = estimates.some(({ answer, high, low }) => answer === "bound" && high == null && low != null);
  const largest = Math.max(cap ?? 0, ...estimates.flatMap(({ value, low, high }) => [value ?? 0, low ?? 0, high ?? 0]));
  return open || largest === 0 ? 1 : Math.min(1, largest * 1.15);
}
