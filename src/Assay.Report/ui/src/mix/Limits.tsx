import { DataTable } from "../components/DataTable";
import { Nothing } from "../components/Nothing";
import { Status } from "../components/Status";
import { compact, integer, limit, significant } from "../format";
import type { ConstraintSummary } from "../schema/mix";

/** The constraints of the policy and how the written mix keeps them. */
export function Limits({ constraints }: { constraints: ConstraintSummary[] }) {
  if (constraints.length === 0) {
    return <Nothing>The policy sets no limits.</Nothing>;
  }
  const order = ["not-promised", "held"];
  const rows = [...constraints].sort((a, b) => order.indexOf(a.status) - order.indexOf(b.status));
  return (
    <>
      <p>
        The solver keeps a margin for the draw, so that the <em>written</em> mix holds and not only its expectation. The pull is the
        constraint's multiplier: 0 where the constraint does not bind.
      </p>
      <DataTable
        caption="Limits of the policy"
        columns={[
          { header: "Limit on", kind: "name", cell: (row: ConstraintSummary) => row.name },
          { header: "Limit", kind: "number", cell: (row: ConstraintSummary) => <Value row={row} value={row.limit} /> },
          { header: "Expected", kind: "number", cell: (row: ConstraintSummary) => <Value row={row} value={row.expected} /> },
          { header: "Written", kind: "number", cell: (row: ConstraintSummary) => <strong><Value row={row} value={row.written} /></strong> },
          { header: "± standard error", kind: "number", cell: (row: ConstraintSummary) => <>±<Value row={row} value={row.standardError} /></> },
          { header: "Pull", kind: "number", cell: (row: ConstraintSummary) => significant(row.multiplier) },
          { header: "Status", cell: (row: ConstraintSummary) => <Status status={row.status} /> },
        ]}
        rows={rows}
      />
    </>
  );
}

/** The budget is in tokens, everything else a share. */
const isTokens = (row: ConstraintSummary): boolean => row.name === "budget";

const Value = ({ row, value }: { row: ConstraintSummary; value: number }) =>
  isTokens(row) ? <span title={integer(value)}>{compact(value, 2)}</span> : <>{limit(value, 3)}</>;
