import * as Plot from "@observablehq/plot";
import { percent } from "../format";
import type { SourceScoreBar } from "../schema/mix";

type Series = "before" | "after" | "human" | "machine";

/** The samples of a score plot: what is known lies behind as an area, what is asked for in front as a line. */
export const scoreSeries: { key: Series; name: string; colour: string; isKnown: boolean }[] = [
  { key: "human", name: "known human documents", colour: "var(--human)", isKnown: true },
  { key: "machine", name: "known machine documents", colour: "var(--synthetic)", isKnown: true },
  { key: "before", name: "the source as found", colour: "var(--muted)", isKnown: false },
  { key: "after", name: "the source in the mix", colour: "var(--ink)", isKnown: false },
];

export const withScores = (scores: SourceScoreBar[], key: Series): boolean => scores.some((bar) => (bar[key] ?? 0) > 0);

/** Histograms of scores, one over the other. */
export function drawSourceScores(width: number, scores: SourceScoreBar[]): SVGSVGElement | HTMLElement {
  const shown = scoreSeries.filter(({ key }) => withScores(scores, key));
  const rows = shown.filter(({ isKnown }) => isKnown).flatMap(({ key, colour }) => scores.map((bar) => ({ ...bar, share: bar[key] ?? 0, colour })));
  return Plot.plot({
    className: "plot",
    width,
    height: 260,
    marginLeft: 40,
    marginRight: 14,
    marginTop: 12,
    marginBottom: 34,
    x: { label: "log-odds", labelAnchor: "right" },
    y: { label: null },
    color: { type: "identity" },
    marks: [
      Plot.gridY({ stroke: "var(--hair)", strokeOpacity: 1, ticks: 3 }),
      Plot.axisY({ tickSize: 0, color: "var(--muted)", ticks: 3, tickFormat: (y: number) => percent(y).replace(".0%", "%") }),
      Plot.axisX({ tickSize: 0, color: "var(--muted)", label: "log-odds →" }),
      Plot.rect(rows, { x1: "low", x2: "high", y1: () => 0, y2: "share", fill: "colour", fillOpacity: 0.35 }),
      ...shown.filter(({ isKnown }) => !isKnown).map(({ key, colour }) => Plot.line(scores, {
        x: (bar: SourceScoreBar) => (bar.low + bar.high) / 2, y: (bar: SourceScoreBar) => bar[key] ?? 0, stroke: colour, strokeWidth: key === "after" ? 2.5 : 1.5,
        strokeDasharray: key === "after" ? "" : "5 3", curve: "step",
      })),
      Plot.ruleY([0], { stroke: "var(--muted)" }),
    ],
  });
}
