import { useCallback } from "preact/hooks";
import { DataTable } from "../components/DataTable";
import { Figure } from "../components/Figure";
import { Nothing } from "../components/Nothing";
import { shareText } from "../estimateText";
import { integer, limit, percent, words } from "../format";
import { drawIntervals, type IntervalRow } from "../plots/intervals";
import type { Estimate } from "../schema/estimate";
import type { SourceSummary, SyntheticShareSummary } from "../schema/mix";

interface Props {
  share: SyntheticShareSummary;
  sources: SourceSummary[];
}

/** The synthetic share before and after, and of each source whose share nobody declared. */
export function ShareFigures({ share, sources }: Props) {
  const { before, after, cap } = share;
  const rows: IntervalRow[] = [{ name: "corpus as found", estimate: before }, { name: "mix as written", estimate: after }];
  const open: IntervalRow[] = sources
    .filter((source) => source.calibration !== "declared")
    .flatMap((source) => [
      { name: `${source.name} (${words(source.calibration)})`, estimate: source.syntheticShare },
      { name: `${source.name} in the mix`, estimate: source.writtenShare },
    ]);
  const draw = useCallback((width: number) => drawIntervals(width, rows, cap ?? null), [share]);
  const drawOpen = useCallback((width: number) => drawIntervals(width, open, null), [sources]);
  if (rows.every(({ estimate }) => estimate.answer === "none") && cap == null && open.length === 0) {
    return <Nothing>No answer. {rows.map(({ name, estimate }) => `${capital(name)}: ${estimate.reason ?? "the data give no number."} `)}</Nothing>;
  }
  return (
    <>
      <Figure
        title="Before and after, by tokens"
        caption={<>{explain(before)} The cap binds the upper end of the mix.{reasons(rows)}</>}
        label={`Synthetic share by tokens. Corpus as found: ${shareText(before)}. Mix as written: ${shareText(after)}. ${cap == null ? "No cap." : `Cap: ${limit(cap)}.`}`}
        draw={draw}
        table={<EstimateTable caption="Synthetic share by tokens" rows={rows} />}
      />
      {open.length > 0 && (
        <Figure
          title="Sources that declare no origin"
          caption="What each counts as under the cap, as found and in the mix. Worst case: without calibration or assumption, all of it counts as synthetic."
          label={`Synthetic share of sources that declare no origin, as it enters the cap. ${open.map(({ name, estimate }) => `${name}: ${shareText(estimate)}`).join(". ")}.`}
          draw={drawOpen}
          table={<EstimateTable caption="Synthetic share of sources that declare no origin" rows={open} />}
        />
      )}
    </>
  );
}

const explain = ({ level }: Estimate): string =>
  `A dot is an estimate with its ${percent(level).replace(".0%", "%")} interval; a pale bar is a bound, without a point inside.`;

const reasons = (rows: IntervalRow[]) =>
  rows.filter(({ estimate }) => estimate.reason).map(({ name, estimate }) => <> <em>{capital(name)}:</em> {estimate.reason}</>);

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

const EstimateTable = ({ caption, rows }: { caption: string; rows: IntervalRow[] }) => (
  <DataTable
    caption={caption}
    columns={[
      { header: "Of", kind: "name", cell: (row: IntervalRow) => row.name },
      { header: "Share", kind: "number", cell: (row: IntervalRow) => shareText(row.estimate) },
      { header: "Answer", cell: (row: IntervalRow) => row.estimate.answer },
      { header: "Method", cell: (row: IntervalRow) => row.estimate.method },
      { header: "Documents", kind: "number", cell: (row: IntervalRow) => integer(row.estimate.n) },
      { header: "Reason", cell: (row: IntervalRow) => row.estimate.reason ?? "" },
    ]}
    rows={rows}
  />
);
