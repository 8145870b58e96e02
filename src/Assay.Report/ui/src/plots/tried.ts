import * as Plot from "@observablehq/plot";
import { limit, significant } from "../format";
import type { TriedShare } from "../schema/rehearse";
import { narrowWidth } from "./labelledRows";

const strokes = { safe: "var(--human)", unsafe: "var(--synthetic)", unresolved: "var(--unknown)" } as const;

/** The rise at each share that was tried, with the interval that holds at every moment, beside what was tolerated. */
export function drawTried(width: number, shares: TriedShare[], tolerance: number): SVGSVGElement | HTMLElement {
  const rows = shares.map((row) => ({ ...row, stroke: strokes[row.judgement] }));
  const closed = rows.filter((row) => row.riseLow != null && row.riseHigh != null);
  return Plot.plot({
    className: "plot",
    width,
    height: width < narrowWidth ? 240 : 300,
    marginLeft: 56,
    marginRight: 24,
    marginTop: 18,
    marginBottom: 36,
    x: { domain: [0, 1] },
    y: { label: null, nice: true, domain: [Math.min(0, ...closed.map((row) => row.riseLow!)), Math.max(2 * tolerance, ...rows.map((row) => row.riseHigh ?? row.rise))] },
    color: { type: "identity" },
    marks: [
      Plot.gridY({ ticks: 5, stroke: "var(--hair)", strokeOpacity: 1 }),
      Plot.axisY({ tickSize: 0, color: "var(--muted)", ticks: 5, tickFormat: significant }),
      Plot.axisX({ tickSize: 0, color: "var(--muted)", label: "synthetic share →", ticks: 5, tickFormat: (share: number) => limit(share) }),
      Plot.ruleY([tolerance], { stroke: "var(--ink)", strokeWidth: 1.5, strokeDasharray: "5 3" }),
      Plot.text([tolerance], { x: 0, y: tolerance, text: () => `tolerated: ${significant(tolerance)}`, textAnchor: "start", dx: 4, dy: -8, fill: "var(--ink)", fontWeight: 600 }),
      Plot.ruleX(closed, { x: "share", y1: "riseLow", y2: "riseHigh", stroke: "stroke", strokeWidth: 4, strokeOpacity: 0.6 }),
      Plot.dot(rows, { x: "share", y: "rise", r: 6, fill: "stroke", stroke: "var(--paper)", strokeWidth: 1.5 }),
    ],
  });
}
