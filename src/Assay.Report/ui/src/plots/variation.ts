import * as Plot from "@observablehq/plot";
import { narrowWidth } from "./labelledRows";

export interface VariedPoint {
  /** The setting's value, as given. */
  name: string;
  /** Null where only the interval is known. */
  value: number | null;
  low: number;
  high: number;
}

/** A quantity at each value of a setting, with its band; numbers stand at their place, names in the order given. */
export function drawVariation(width: number, setting: string, points: VariedPoint[], stroke: string, format: (value: number) => string): SVGSVGElement | HTMLElement {
  const numeric = points.every((point) => Number.isFinite(Number(point.name)));
  const rows = points.map((point) => ({ ...point, x: numeric ? Number(point.name) : point.name }));
  if (numeric) {
    rows.sort((a, b) => Number(a.x) - Number(b.x));
  }
  const known = rows.filter((row) => row.value != null);
  const text = (row: (typeof rows)[number]) => `${setting} = ${row.name}\n${row.value == null ? "" : `${format(row.value)} `}[${format(row.low)}, ${format(row.high)}]`;
  return Plot.plot({
    className: "plot",
    width,
    height: width < narrowWidth ? 220 : 260,
    marginLeft: 56,
    marginRight: 24,
    marginTop: 12,
    marginBottom: 36,
    ...(numeric
      ? { x: { type: "linear", nice: false, inset: 12 } as const }
      : { x: { type: "point", domain: rows.map((row) => row.x), padding: 0.5 } as const }),
    y: { label: null, nice: true },
    marks: [
      Plot.gridY({ ticks: 5, stroke: "var(--hair)", strokeOpacity: 1 }),
      Plot.ruleY([0], { stroke: "var(--muted)" }),
      Plot.axisY({ tickSize: 0, color: "var(--muted)", ticks: 5, tickFormat: format }),
      Plot.axisX({ tickSize: 0, color: "var(--muted)", label: `${setting} →`, labelAnchor: "right", ticks: rows.map((row) => row.x) as never, tickFormat: (x: unknown) => String(x) }),
      Plot.areaY(rows, { x: "x", y1: "low", y2: "high", fill: stroke, fillOpacity: 0.16 }),
      Plot.ruleX(rows, { x: "x", y1: "low", y2: "high", stroke, strokeWidth: 3, strokeOpacity: 0.6 }),
      Plot.lineY(known, { x: "x", y: "value", stroke, strokeWidth: 2 }),
      Plot.dot(known, { x: "x", y: "value", r: 4, fill: stroke, stroke: "var(--paper)", strokeWidth: 1.5 }),
      Plot.tip(rows, Plot.pointerX({ x: "x", y: "high", title: text })),
    ],
  });
}
