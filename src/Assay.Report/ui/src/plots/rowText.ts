import * as Plot from "@observablehq/plot";
import type { RowLayout } from "./labelledRows";

/** Names and values of the rows, where the layout puts them. Rows are placed by their key on a band scale. */
export function rowText<Row>(
  rows: Row[],
  layout: RowLayout,
  key: (row: Row) => string,
  name: (row: Row) => string,
  value: (row: Row) => string,
): Plot.Markish[] {
  const place = layout.narrow
    ? { name: { frameAnchor: "left", textAnchor: "start", dx: -layout.marginLeft + 1, dy: -8 } as const, value: { frameAnchor: "right", textAnchor: "end", dx: layout.marginRight - 1, dy: -8 } as const }
    : { name: { frameAnchor: "left", textAnchor: "end", dx: -12 } as const, value: { frameAnchor: "right", textAnchor: "start", dx: 16 } as const };
  // Lines of the plot pass behind the names on a phone.
  const halo = layout.narrow ? { stroke: "var(--paper)", strokeWidth: 4 } : {};
  return [
    Plot.text(rows, { y: key, text: (row: Row) => layout.name(name(row), value(row)), fill: "var(--ink)", ...halo, ...place.name }),
    Plot.text(rows, { y: key, text: value, fill: "var(--ink)", fontVariant: "tabular-nums", ...halo, ...place.value }),
  ];
}
