import { useCallback, useState } from "preact/hooks";
import { DataTable } from "../components/DataTable";
import { Figure } from "../components/Figure";
import { Nothing } from "../components/Nothing";
import { Status } from "../components/Status";
import { count, integer, percent, sentenceList, words } from "../format";
import { drawStrata, inAnchor, isPastAxis, strataAxis, strataRatio, type StrataAxis } from "../plots/strata";
import type { StratumSummary } from "../schema/mix";
import { StrataLegend } from "./StrataLegend";

/** Each dimension of strata as a plot of its own, on one common axis. */
export function Strata({ strata }: { strata: StratumSummary[] }) {
  if (strata.length === 0) {
    return <Nothing>The policy names no strata to guard.</Nothing>;
  }
  const axis = strataAxis(strata);
  const dimensions = [...new Set(strata.map((stratum) => stratum.dimension))];
  const floors = strata.filter((stratum) => stratum.floor != null);
  const number = (status: string) => floors.filter((stratum) => stratum.status === status).length;
  return (
    <>
      <p>
        {floors.length === 0 ? "No stratum has a floor." : `Of ${count(floors.length, "floor")}, ${number("held")} held, ${number("not-promised")} could not be promised.`}
        {" "}A floor is a part of the stratum's own share in the anchor, so that a rare stratum is guarded as a common one is.
      </p>
      <StrataLegend />
      {dimensions.map((dimension) => (
        <Dimension key={dimension} name={dimension} strata={strata.filter((stratum) => stratum.dimension === dimension)} axis={axis} />
      ))}
    </>
  );
}

const shownAtFirst = 16;
const severity = ["not-promised", "held", "no-floor"];

function Dimension({ name, strata, axis }: { name: string; strata: StratumSummary[]; axis: StrataAxis }) {
  const [all, setAll] = useState(false);
  // What needs a reader first, then the largest.
  const ordered = [...strata].sort((a, b) => severity.indexOf(a.status) - severity.indexOf(b.status) || b.anchorShare - a.anchorShare || b.afterShare - a.afterShare);
  const known = ordered.filter(inAnchor);
  const foreign = ordered.filter((stratum) => !inAnchor(stratum));
  const shown = all ? known : known.slice(0, shownAtFirst);
  const draw = useCallback((width: number) => drawStrata(width, shown, axis), [strata, axis, all]);
  const table = <StrataTable name={name} rows={ordered} />;
  if (known.length === 0) {
    return <><h3>By {name}</h3><p class="muted">The anchor has none of these strata.</p>{table}</>;
  }
  return (
    <Figure
      title={`By ${name}`}
      caption={<>Share of tokens as a multiple of the anchor's; beside it, the share in the anchor and in the mix.{foreign.length > 0 && ` Not in the anchor: ${foreignText(foreign)}.`}{shown.some(isPastAxis) && " What lies below ⅛ or above 8 stands at the edge."}</>}
      label={`Shares of tokens by ${name}, anchor, before and after. ${shown.slice(0, 12).map((stratum) => `${stratum.value}: ${percent(stratum.anchorShare)}, ${percent(stratum.beforeShare)}, ${percent(stratum.afterShare)}, ${words(stratum.status)}`).join(". ")}.`}
      draw={draw}
      controls={known.length > shownAtFirst && (
        <button type="button" class="more" aria-expanded={all} onClick={() => setAll(!all)}>
          {all ? `Draw the first ${shownAtFirst}` : `Draw all ${known.length} strata`}
        </button>
      )}
      table={table}
    />
  );
}

function foreignText(foreign: StratumSummary[]): string {
  const named = foreign.slice(0, 6).map((stratum) => `${stratum.value} (${percent(stratum.beforeShare)} → ${percent(stratum.afterShare)})`);
  return sentenceList(foreign.length > named.length ? [...named, `${foreign.length - named.length} more`] : named);
}

const StrataTable = ({ name, rows }: { name: string; rows: StratumSummary[] }) => (
  <DataTable
    caption={`Strata of ${name}, shares of tokens`}
    columns={[
      { header: "Stratum", kind: "name", cell: (row: StratumSummary) => row.value },
      { header: "Anchor documents", kind: "number", cell: (row: StratumSummary) => integer(row.anchorDocuments) },
      { header: "Anchor", kind: "number", cell: (row: StratumSummary) => percent(row.anchorShare) },
      { header: "Before", kind: "number", cell: (row: StratumSummary) => percent(row.beforeShare) },
      { header: "After", kind: "number", cell: (row: StratumSummary) => percent(row.afterShare) },
      { header: "After ÷ anchor", kind: "number", cell: (row: StratumSummary) => strataRatio(row) },
      { header: "Floor", kind: "number", cell: (row: StratumSummary) => (row.floor == null ? "none" : percent(row.floor)) },
      { header: "Status", cell: (row: StratumSummary) => <Status status={row.status} /> },
    ]}
    rows={rows}
  />
);
