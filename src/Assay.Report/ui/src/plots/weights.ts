import * as Plot from "@observablehq/plot";
import { compact, percent } from "../format";
import { originStroke } from "../palette";
import type { WeightBin } from "../schema/mix";
import { narrowWidth } from "./labelledRows";

/** A histogram of weights for each origin, as shares of that origin's documents, so that a small origin is seen too. */
export function drawWeights(width: number, bins: WeightBin[], origins: string[]): SVGSVGElement | HTMLElement {
  const narrow = width < narrowWidth;
  const totals = new Map(origins.map((origin) => [origin, documentsOf(bins, origin)]));
  const rows = bins
    .filter((bin) => bin.documents > 0)
    .map((bin) => ({ ...bin, high: Math.max(bin.high, bin.low + 1e-9), share: bin.documents / totals.get(bin.origin)! }));
  const most = Math.max(...rows.map((row) => row.share));
  return Plot.plot({
    className: "plot",
    width,
    height: origins.length * (narrow ? 104 : 92) + 30,
    marginLeft: 40,
    marginRight: 14,
    marginTop: 18,
    marginBottom: 34,
    x: { label: "weight", labelAnchor: "right", domain: [0, Math.max(1, ...bins.map((bin) => bin.high))], nice: true },
    y: { domain: [0, most], label: null },
    fy: { domain: origins, axis: null, padding: 0.32 },
    color: { type: "identity" },
    marks: [
      Plot.gridY({ stroke: "var(--hair)", strokeOpacity: 1, ticks: 2 }),
      Plot.axisY({ tickSize: 0, color: "var(--muted)", ticks: 2, tickFormat: (y: number) => percent(y).replace(".0%", "%") }),
      Plot.axisX({ tickSize: 0, color: "var(--muted)", label: "weight →" }),
      Plot.rect(rows, { fy: "origin", x1: "low", x2: "high", y1: () => 0, y2: "share", fill: (row) => originStroke(row.origin), insetLeft: 0.5, insetRight: 0.5 }),
      Plot.ruleX([1], { stroke: "var(--ink)", strokeDasharray: "3 3" }),
      Plot.ruleY([0], { stroke: "var(--muted)" }),
      Plot.text(origins, { fy: (origin: string) => origin, text: (origin: string) => `${origin}, ${compact(totals.get(origin)!)} documents`, frameAnchor: "top-left", dy: -14, dx: 0, fontWeight: 600, fill: "var(--ink)" }),
      Plot.tip(rows, Plot.pointer({ fy: "origin", x: (row) => (row.low + row.high) / 2, y: "share", title: (row) => `${row.origin}, weight ${round(row.low)} to ${round(row.high)}\n${compact(row.documents)} documents (${percent(row.share)})` })),
    ],
  });
}

const documentsOf = (bins: WeightBin[], origin: string): number =>
  bins.filter((bin) => bin.origin === origin).reduce((sum, bin) => sum + bin.documents, 0);

const round = (weight: number): string => String(Number(weight.toPrecision(3)));
