import { useCallback } from "preact/hooks";
import { DataTable } from "../components/DataTable";
import { Figure } from "../components/Figure";
import { Legend } from "../components/Legend";
import { Nothing } from "../components/Nothing";
import { Compact } from "../components/Quantity";
import { percent, sentenceList } from "../format";
import { depthFill, depthInk, originFill, originInk } from "../palette";
import { drawStackedPair, type StackedPart } from "../plots/stackedPair";
import type { BreakdownRow } from "../schema/mix";

interface Props {
  origins: BreakdownRow[];
  depths: BreakdownRow[];
}

/** The corpus and the mix by who wrote the documents, and by how many models stand between them and a human. */
export const Origins = ({ origins, depths }: Props) => (
  <>
    <Breakdown
      title="By origin"
      caption="Origin by evidence, as shares of tokens. No evidence means unknown, never human."
      of="Origin"
      rows={origins}
      part={(name) => ({ name, fill: originFill(name), ink: originInk(name) })}
    />
    <Breakdown
      title="By depth"
      caption="Depth counts the generative models between a document and a human: 0 is human, 1 was written by a model, 2 by a model trained on that."
      of="Depth"
      rows={depths}
      part={(name) => ({ name: name === "unknown" ? name : `depth ${name}`, fill: depthFill(name), ink: depthInk(name) })}
    />
  </>
);

interface BreakdownProps {
  title: string;
  caption: string;
  of: string;
  rows: BreakdownRow[];
  part: (name: string) => { name: string; fill: string; ink: string };
}

function Breakdown({ title, caption, of, rows, part }: BreakdownProps) {
  const parts: StackedPart[] = rows.map((row) => ({ ...part(row.name), before: row.before.tokens, after: row.written.tokens }));
  const draw = useCallback((width: number) => drawStackedPair(width, parts), [rows]);
  const before = parts.reduce((sum, { before }) => sum + before, 0);
  const after = parts.reduce((sum, { after }) => sum + after, 0);
  if (before === 0) {
    return <Nothing>{title}: there are no tokens to divide.</Nothing>;
  }
  const change = (row: StackedPart) => `${percent(row.before / before)} → ${after > 0 ? percent(row.after / after) : "nothing"}`;
  const present = parts.filter((row) => row.before > 0 || row.after > 0);
  return (
    <Figure
      title={title}
      caption={caption}
      label={`${title}, shares of tokens as found and in the mix: ${sentenceList(present.map((row) => `${row.name} ${change(row).replace("→", "and")}`))}.`}
      legend={<Legend items={present.map((row) => ({ name: row.name, fill: row.fill, note: change(row) }))} />}
      draw={draw}
      table={
        <DataTable
          caption={title}
          columns={[
            { header: of, kind: "name", cell: (row: BreakdownRow) => row.name },
            { header: "Documents read", kind: "number", cell: (row: BreakdownRow) => <Compact value={row.before.documents} /> },
            { header: "Tokens read", kind: "number", cell: (row: BreakdownRow) => <Compact value={row.before.tokens} /> },
            { header: "Documents kept", kind: "number", cell: (row: BreakdownRow) => <Compact value={row.kept.documents} /> },
            { header: "Copies written", kind: "number", cell: (row: BreakdownRow) => <Compact value={row.written.copies} /> },
            { header: "Tokens written", kind: "number", cell: (row: BreakdownRow) => <Compact value={row.written.tokens} /> },
          ]}
          rows={rows}
        />
      }
    />
  );
}
