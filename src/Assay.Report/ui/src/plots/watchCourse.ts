import * as Plot from "@observablehq/plot";
import { significant } from "../format";
import type { WatchQuantity } from "../schema/watch";
import { narrowWidth } from "./labelledRows";

/** A quantity in one version. */
export interface WatchPoint {
  version: string;
  index: number;
  quantity: WatchQuantity;
}

/** A quantity over the versions: the version's value with its interval, the reference, the band of fresh versions and the alarm line. */
export function drawWatchCourse(width: number, points: WatchPoint[]): SVGSVGElement | HTMLElement {
  const narrow = width < narrowWidth;
  const last = Math.max(2, ...points.map((p) => p.index));
  // Bands and lines are steps: each version has its own, as sizes differ.
  const edges = points.flatMap((p) => [{ ...p, x: p.index - 0.5 }, { ...p, x: p.index + 0.5 }]);
  const x = (p: { x: number }) => p.x;
  return Plot.plot({
    className: "plot",
    width,
    height: narrow ? 220 : 260,
    marginLeft: 64,
    marginRight: 14,
    marginTop: 12,
    marginBottom: 36,
    x: { domain: [0.5, last + 0.5] },
    y: { label: null, nice: true },
    marks: [
      Plot.gridY({ stroke: "var(--hair)", strokeOpacity: 1 }),
      Plot.axisY({ tickSize: 0, color: "var(--muted)", ticks: 5, tickFormat: (value: number) => significant(value) }),
      Plot.axisX(points.map((p) => p.index), { tickSize: 0, color: "var(--muted)", label: "version →", tickFormat: (value: number) => String(value) }),
      Plot.areaY(edges, { x, y1: (p: WatchPoint) => p.quantity.freshLow, y2: (p: WatchPoint) => p.quantity.freshHigh, fill: "var(--human)", fillOpacity: 0.18 }),
      Plot.lineY(edges, { x, y: (p: WatchPoint) => p.quantity.reference.value, stroke: "var(--human)", strokeWidth: 1.5 }),
      points.some((p) => p.quantity.inFamily)
        ? Plot.lineY(edges, { x, y: (p: WatchPoint) => p.quantity.line, stroke: "var(--synthetic)", strokeWidth: 1.5, strokeDasharray: "5 4" })
        : null,
      Plot.lineY(points, { x: "index", y: (p: WatchPoint) => p.quantity.value.value, stroke: "var(--ink)", strokeWidth: 1 }),
      Plot.ruleX(points, { x: "index", y1: (p: WatchPoint) => p.quantity.value.low ?? NaN, y2: (p: WatchPoint) => p.quantity.value.high ?? NaN, stroke: "var(--ink)", strokeOpacity: 0.5 }),
      Plot.dot(points, { x: "index", y: (p: WatchPoint) => p.quantity.value.value, r: 3.5, fill: (p: WatchPoint) => (p.quantity.rings ? "var(--synthetic)" : "var(--ink)"), symbol: (p: WatchPoint) => (p.quantity.rings ? "diamond" : "circle") }),
      Plot.tip(points, Plot.pointerX({ x: "index", y: (p: WatchPoint) => p.quantity.value.value, title: tooltip })),
    ],
  });
}

function tooltip({ version, quantity }: WatchPoint): string {
  const fresh = `fresh text ${significant(quantity.freshLow)} to ${significant(quantity.freshHigh)}`;
  const line = quantity.inFamily ? `\nalarm below ${significant(quantity.line)}` : "";
  return `${version}\n${significant(quantity.value.value ?? NaN)}\nreference ${significant(quantity.reference.value ?? NaN)}\n${fresh}${line}`;
}
