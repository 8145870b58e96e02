import { DataTable } from "../components/DataTable";
import { limit } from "../format";
import type { RehearsedShare, RehearsedVariation } from "../schema/rehearse";

/** The safe share at each value of the settings that were varied. */
export function Variations({ variations }: { variations: RehearsedVariation[] }) {
  return (
    <>
      <p>The same search under other settings. Intervals that overlap do not differ.</p>
      <DataTable
        caption="Safe share by setting"
        columns={[
          { header: "Setting", kind: "name", cell: (row: RehearsedVariation) => `${row.setting} = ${row.value}` },
          { header: "Safe share", cell: (row: RehearsedVariation) => <Range share={row.safeShare} /> },
          { header: "Replicates", kind: "number", cell: (row: RehearsedVariation) => row.safeShare.answer.n },
          { header: "Note", cell: (row: RehearsedVariation) => row.safeShare.answer.reason ?? "" },
        ]}
        rows={variations}
      />
    </>
  );
}

/** An interval of shares as a bar from 0 to 100%, with its ends in words. */
function Range({ share }: { share: RehearsedShare }) {
  const { low, high } = share.answer;
  if (low == null || high == null) {
    return <>not resolved</>;
  }
  return (
    <span class="range">
      <svg viewBox="0 0 100 8" preserveAspectRatio="none" aria-hidden="true" focusable="false">
        <rect width="100" height="8" class="room" />
        <rect x={100 * low} width={Math.max(1, 100 * (high - low))} height="8" class="between" />
      </svg>
      {" "}{limit(low)} to {limit(high)}
    </span>
  );
}
