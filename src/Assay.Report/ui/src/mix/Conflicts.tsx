import { DataTable } from "../components/DataTable";
import { Nothing } from "../components/Nothing";
import { OriginBadge } from "../components/OriginBadge";
import { count } from "../format";
import type { ConflictSummary } from "../schema/mix";

/** The same content declared human here and synthetic there, and which evidence won. */
export function Conflicts({ conflicts }: { conflicts: ConflictSummary[] }) {
  if (conflicts.length === 0) {
    return <Nothing>No document is declared human in one place and synthetic in another.</Nothing>;
  }
  return (
    <DataTable
      caption={`${count(conflicts.length, "document")} declared human in one source and synthetic in another`}
      columns={[
        { header: "Document", kind: "name", cell: (row: ConflictSummary) => <code class="id">{row.id}</code> },
        { header: "Human in", cell: (row: ConflictSummary) => row.humanSource },
        { header: "Synthetic in", cell: (row: ConflictSummary) => row.syntheticSource },
        { header: "Counts as", cell: (row: ConflictSummary) => <OriginBadge origin={row.winner} /> },
        { header: "Why", cell: (row: ConflictSummary) => <span class="prose">{row.why}</span> },
      ]}
      rows={conflicts}
    />
  );
}
