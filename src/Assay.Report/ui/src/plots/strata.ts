import * as Plot from "@observablehq/plot";
import { percent, times, words } from "../format";
import type { StratumSummary } from "../schema/mix";
import { layoutRows } from "./labelledRows";
import { rowText } from "./rowText";

/** Ends of the axis, as multiples of the anchor's share. */
export type StrataAxis = [number, number];

const farthest = 8;

/** One axis for all dimensions, so that they can be compared; what lies past eightfold is drawn at its end. */
export function strataAxis(strata: StratumSummary[]): StrataAxis {
  const ratios = strata.filter(inAnchor).flatMap((stratum) => [ratio(stratum, stratum.beforeShare), ratio(stratum, stratum.afterShare)]);
  return [
    Math.max(1 / farthest, Math.min(0.75, ...ratios.map((r) => r / 1.12))),
    Math.min(farthest, Math.max(1.35, ...ratios.map((r) => r * 1.12))),
  ];
}

/** Whether a stratum lies past the end of the axis. */
export const isPastAxis = (stratum: StratumSummary): boolean =>
  inAnchor(stratum) && [stratum.beforeShare, stratum.afterShare].some((share) => {
    const multiple = ratio(stratum, share);
    return multiple < 1 / farthest || multiple > farthest;
  });

export const inAnchor = (stratum: StratumSummary): boolean => stratum.anchorShare > 0;

const ratio = (stratum: StratumSummary, share: number): number => share / stratum.anchorShare;

/** The share after as a multiple of the anchor's. */
export const strataRatio = (stratum: StratumSummary): string =>
  inAnchor(stratum) ? times(ratio(stratum, stratum.afterShare)) : "not in the anchor";

/** For each stratum of the anchor how its share, before and after, compares with the anchor's; below the floor the ground is tinted. */
export function drawStrata(width: number, strata: StratumSummary[], [from, to]: StrataAxis): SVGSVGElement | HTMLElement {
  const value = (stratum: StratumSummary) => {
    const shares = `${percent(stratum.anchorShare)} → ${percent(stratum.afterShare)}`;
    return stratum.status === "held" || stratum.status === "no-floor" ? shares : `${shares}, ${words(stratum.status)}`;
  };
  const layout = layoutRows(width, strata.map((stratum) => stratum.value), strata.map(value));
  const place = (stratum: StratumSummary, share: number) => Math.min(to, Math.max(from, ratio(stratum, share)));
  const rows = strata.map((stratum, index) => ({
    ...stratum,
    key: String(index),
    beforeAt: place(stratum, stratum.beforeShare),
    afterAt: place(stratum, stratum.afterShare),
    floorAt: stratum.floor == null ? from : place(stratum, stratum.floor),
  }));
  const dy = layout.markOffset;
  const guarded = rows.filter((row) => row.floor != null);
  return Plot.plot({
    className: "plot",
    width,
    height: rows.length * layout.row + 50,
    marginLeft: layout.marginLeft,
    marginRight: layout.marginRight,
    marginTop: 22,
    marginBottom: 28,
    x: { type: "log", base: 2, domain: [from, to], label: null },
    y: { type: "band", domain: rows.map((row) => row.key), axis: null, padding: 0 },
    marks: [
      Plot.barX(guarded, { x1: () => from, x2: "floorAt", y: "key", fill: "var(--bad-ground)", fillOpacity: 0.6, insetTop: layout.markTop }),
      Plot.tickX(guarded, { x: "floorAt", y: "key", stroke: "var(--bad)", strokeWidth: 1.5, strokeDasharray: "3 2", insetTop: layout.markTop }),
      Plot.axisX(ticksOf([from, to], layout.narrow), { tickSize: 0, color: "var(--muted)", tickFormat: times1 }),
      Plot.tickX(rows, { x: () => 1, y: "key", stroke: "var(--ink)", strokeWidth: 1.5, insetTop: layout.markTop }),
      Plot.text([1], { x: (x: number) => x, text: () => "as in the anchor", frameAnchor: "top", dy: -12, fill: "var(--ink)", fontWeight: 600 }),
      Plot.arrow(rows, { x1: "beforeAt", x2: "afterAt", y: "key", stroke: "var(--muted)", strokeWidth: 1.25, headLength: 6, insetStart: 5, insetEnd: 7, dy }),
      Plot.dot(rows, { x: "beforeAt", y: "key", r: 4, stroke: "var(--muted)", fill: "var(--paper)", strokeWidth: 1.5, dy }),
      statuses.map(({ status, symbol, colour }) => Plot.dot(
        rows.filter((row) => row.status === status),
        { x: "afterAt", y: "key", symbol, dy, ...(symbol === "times" ? { r: 4.5, stroke: colour, strokeWidth: 2.5 } : { r: 5.5, fill: colour, stroke: "var(--paper)", strokeWidth: 1 }) },
      )),
      rowText(rows, layout, (row) => row.key, (row) => row.value, value),
      Plot.tip(rows, Plot.pointerY({ x: "afterAt", y: "key", title: tooltip })),
    ],
  });
}

function ticksOf([from, to]: StrataAxis, narrow: boolean): number[] {
  const near = to / from > 8 || narrow ? [] : [0.75, 1.5, 3];
  return [0.125, 0.25, 0.5, 1, 2, 4, 8, ...near].filter((tick) => tick >= from && tick <= to);
}

const times1 = (multiple: number): string => `×${Number(multiple.toPrecision(3))}`;

/** A status is told by its shape; the colour repeats it. */
const statuses: { status: string; symbol: Plot.SymbolType; colour: string }[] = [
  { status: "held", symbol: "circle", colour: "var(--good)" },
  { status: "not-promised", symbol: "diamond", colour: "var(--warn)" },
  { status: "no-floor", symbol: "square", colour: "var(--unknown)" },
];

const tooltip = (stratum: StratumSummary): string =>
  [
    `${stratum.dimension} = ${stratum.value}`,
    `anchor ${percent(stratum.anchorShare)}`,
    `before ${percent(stratum.beforeShare)} (${times(ratio(stratum, stratum.beforeShare))})`,
    `after ${percent(stratum.afterShare)} (${strataRatio(stratum)})`,
    stratum.floor == null ? "no floor" : `floor ${percent(stratum.floor)}: ${words(stratum.status)}`,
  ].join("\n");
