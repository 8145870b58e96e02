import * as Plot from "@observablehq/plot";
import { percent } from "../format";
import type { ScoreBar } from "../schema/measure";
import { narrowWidth } from "./labelledRows";

/** A sample of scores: its name, its colour, and its share in each class. */
export interface ScoreSeries {
  name: string;
  fill: string;
  share: (bar: ScoreBar) => number | null | undefined;
}

/** Histograms of scores, one below the other on the same axis, as shares of each sample. */
export function drawScores(width: number, bars: ScoreBar[], series: ScoreSeries[], threshold: number | null): SVGSVGElement | HTMLElement {
  const narrow = width < narrowWidth;
  const rows = series.flatMap(({ name, fill, share }) =>
    bars.map((bar) => ({ name, fill, low: bar.low, high: bar.high, share: share(bar) ?? 0 })).filter((row) => row.share > 0));
  return Plot.plot({
    className: "plot",
    width,
    height: series.length * (narrow ? 104 : 92) + 34,
    marginLeft: 40,
    marginRight: 14,
    marginTop: 18,
    marginBottom: 38,
    x: { domain: [bars[0]!.low, bars[bars.length - 1]!.high], label: null },
    y: { domain: [0, Math.max(...rows.map((row) => row.share), 1e-9)], label: null },
    fy: { domain: series.map(({ name }) => name), axis: null, padding: 0.32 },
    color: { type: "identity" },
    marks: [
      Plot.gridY({ stroke: "var(--hair)", strokeOpacity: 1, ticks: 2 }),
      Plot.axisY({ tickSize: 0, color: "var(--muted)", ticks: 2, tickFormat: (y: number) => percent(y).replace(".0%", "%") }),
      Plot.axisX({ tickSize: 0, color: "var(--muted)", label: narrow ? "log-odds →" : "log-odds, machine-like →", labelAnchor: "right", ticks: narrow ? 5 : 9 }),
      Plot.rect(rows, { fy: "name", x1: "low", x2: "high", y1: () => 0, y2: "share", fill: "fill", insetLeft: 0.5, insetRight: 0.5 }),
      threshold == null ? null : Plot.ruleX([threshold], { stroke: "var(--ink)", strokeDasharray: "3 3" }),
      Plot.ruleY([0], { stroke: "var(--muted)" }),
      Plot.text(series, { fy: "name", text: "name", frameAnchor: "top-left", dy: -14, fontWeight: 600, fill: "var(--ink)" }),
    ],
  });
}
