import type { ComponentChildren } from "preact";
import { useState } from "preact/hooks";
import { count } from "../format";
import { Scroll } from "./Scroll";

export interface Column<Row> {
  header: string;
  cell: (row: Row) => ComponentChildren;
  /** Numbers stand to the right; the row's name, at most one column, to the left as its header. */
  kind?: "number" | "name" | "text";
}

interface Props<Row> {
  caption: string;
  columns: Column<Row>[];
  rows: Row[];
  /** How many rows are shown at first. */
  limit?: number;
}

/** A table that scrolls in itself and becomes cards on a phone; a long one opens with its first rows. */
export function DataTable<Row>({ caption, columns, rows, limit = 15 }: Props<Row>) {
  const [all, setAll] = useState(false);
  const hidden = rows.length - limit;
  return (
    <>
      <Scroll label={caption}>
        {/* On a phone each row is a card (display: grid), which takes the table's roles away in some browsers: they are given again. */}
        <table role="table" class={all ? "all" : ""}>
          <caption>{caption}</caption>
          <thead role="rowgroup">
            <tr role="row">
              {columns.map((column) => <th key={column.header} scope="col" role="columnheader" class={column.kind}>{column.header}</th>)}
            </tr>
          </thead>
          <tbody role="rowgroup">
            {rows.map((row, index) => (
              <tr key={index} role="row" class={index < limit ? undefined : "rest"}>
                {columns.map((column) => column.kind === "name"
                  ? <th key={column.header} scope="row" role="rowheader" class="name">{column.cell(row)}</th>
                  : <td key={column.header} role="cell" class={column.kind} data-label={column.header}>{column.cell(row)}</td>)}
              </tr>
            ))}
          </tbody>
        </table>
      </Scroll>
      {hidden > 0 && (
        <button type="button" class="more" aria-expanded={all} onClick={() => setAll(!all)}>
          {all ? `Show the first ${limit}` : `Show all ${count(rows.length, "row")}`}
        </button>
      )}
    </>
  );
}
