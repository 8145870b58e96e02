import * as Plot from "@observablehq/plot";
import { significant } from "../format";
import { narrowWidth } from "./labelledRows";

export interface ArmPoint {
  arm: string;
  stroke: string;
  generation: number;
  value: number;
  low: number;
  high: number;
  /** Whether the alarm first rings here. */
  rings: boolean;
}

/** One line an arm over the generations, each with its interval. */
export function drawArms(width: number, points: ArmPoint[], format: (value: number) => string = significant): SVGSVGElement | HTMLElement {
  const narrow = width < narrowWidth;
  const last = Math.max(1, ...points.map((point) => point.generation));
  return Plot.plot({
    className: "plot",
    width,
    height: narrow ? 240 : 300,
    marginLeft: 56,
    marginRight: 14,
    marginTop: 12,
    marginBottom: 36,
    x: { label: "generation", domain: [0, last] },
    y: { label: null, nice: true },
    marks: [
      Plot.gridY({ ticks: 5, stroke: "var(--hair)", strokeOpacity: 1 }),
      Plot.axisY({ tickSize: 0, color: "var(--muted)", ticks: 5, tickFormat: format }),
      Plot.axisX({ tickSize: 0, color: "var(--muted)", label: "generation →", ticks: last, tickFormat: (value: number) => String(value) }),
      Plot.areaY(points, { x: "generation", y1: "low", y2: "high", z: "arm", fill: "stroke", fillOpacity: 0.16 }),
      Plot.lineY(points, { x: "generation", y: "value", z: "arm", stroke: "stroke", strokeWidth: 2 }),
      Plot.dot(points.filter((point) => point.rings), { x: "generation", y: "value", r: 8, stroke: "stroke", strokeWidth: 1.75 }),
      Plot.dot(points, { x: "generation", y: "value", r: 3, fill: "stroke" }),
      Plot.tip(points, Plot.pointer({ x: "generation", y: "value", title: (point: ArmPoint) => `${point.arm}\ngeneration ${point.generation}\n${format(point.value)} [${format(point.low)}, ${format(point.high)}]` })),
    ],
    color: { type: "identity" },
  });
}
