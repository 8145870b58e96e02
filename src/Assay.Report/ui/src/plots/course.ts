import * as Plot from "@observablehq/plot";
import { significant } from "../format";
import type { LabGeneration, LabMeasure } from "../schema/lab";
import { narrowWidth } from "./labelledRows";

export type Scale = "linear" | "log";

/** A measure over the generations: bands over the replicates, median, mean with two standard errors, and the law. */
export function drawCourse(width: number, measure: LabMeasure, x: Scale, y: Scale): SVGSVGElement | HTMLElement {
  const narrow = width < narrowWidth;
  // A logarithm has no place for zero and below: such points are left out, and the caption says so.
  const shown = (value: number | null | undefined): number => (value == null || (y === "log" && value <= 0) ? NaN : value);
  const rows = measure.generations;
  const band = (low: keyof LabGeneration, high: keyof LabGeneration, opacity: number) =>
    Plot.areaY(rows, { x: "generation", y1: (row: LabGeneration) => shown(row[low]), y2: (row: LabGeneration) => shown(row[high]), fill: "var(--human)", fillOpacity: opacity });
  const hasLaw = rows.some((row) => row.theory != null);
  return Plot.plot({
    className: "plot",
    width,
    height: narrow ? 220 : 280,
    marginLeft: 56,
    marginRight: 14,
    marginTop: 12,
    marginBottom: 36,
    x: { type: x, label: "generation", domain: [1, Math.max(2, rows.length)] },
    y: { type: y, label: null, nice: true },
    marks: [
      Plot.gridY({ stroke: "var(--hair)", strokeOpacity: 1 }),
      Plot.axisY({ tickSize: 0, color: "var(--muted)", ticks: 5, tickFormat: (value: number) => significant(value) }),
      Plot.axisX({ tickSize: 0, color: "var(--muted)", label: "generation →", ticks: narrow ? 4 : 8, tickFormat: (value: number) => String(value) }),
      band("q05", "q95", 0.14),
      band("q25", "q75", 0.24),
      Plot.lineY(rows, { x: "generation", y: (row: LabGeneration) => shown(row.median), stroke: "var(--human)", strokeWidth: 2 }),
      Plot.ruleX(rows, {
        x: "generation",
        y1: (row: LabGeneration) => shown(row.mean == null || row.standardError == null ? null : row.mean - 2 * row.standardError),
        y2: (row: LabGeneration) => shown(row.mean == null || row.standardError == null ? null : row.mean + 2 * row.standardError),
        stroke: "var(--ink)",
        strokeOpacity: 0.5,
      }),
      Plot.dot(rows, { x: "generation", y: (row: LabGeneration) => shown(row.mean), r: rows.length > 60 ? 1 : 2, fill: "var(--ink)" }),
      hasLaw ? Plot.lineY(rows, { x: "generation", y: (row: LabGeneration) => shown(row.theory), stroke: "var(--synthetic)", strokeWidth: 1.5, strokeDasharray: "5 4" }) : null,
      Plot.tip(rows, Plot.pointerX({ x: "generation", y: (row: LabGeneration) => shown(row.mean), title: tooltip })),
    ],
  });
}

function tooltip(row: LabGeneration): string {
  const line = (name: string, value: number | null | undefined) => (value == null ? "" : `\n${name} ${significant(value)}`);
  return `generation ${row.generation}${line("mean", row.mean)}${line("±", row.standardError)}${line("median", row.median)}${line("law", row.theory)}`;
}
