import { useCallback } from "preact/hooks";
import { DataTable, type Column } from "../components/DataTable";
import { Figure } from "../components/Figure";
import { Compact } from "../components/Quantity";
import { shareText } from "../estimateText";
import { percent } from "../format";
import { drawIntervals, type IntervalRow } from "../plots/intervals";
import type { MeasuredPart, MeasureResult } from "../schema/measure";

const shownInPlot = 24;

/** The share of the corpus, of each source and of each stratum. */
export function Shares({ result }: { result: MeasureResult }) {
  const parts = [result.corpus, ...result.sources, ...result.strata];
  const rows: IntervalRow[] = parts.slice(0, shownInPlot).map((part) => ({ name: nameOf(part), estimate: part.byTokens }));
  const draw = useCallback((width: number) => drawIntervals(width, rows, null), [result]);
  return (
    <>
      <Figure
        title="By tokens"
        caption={`A dot is an estimate with its interval; a pale bar is a range without a point.${parts.length > shownInPlot ? ` The first ${shownInPlot} of ${parts.length} parts; all are in the table.` : ""}`}
        label={`Machine-made share by tokens. ${rows.map(({ name, estimate }) => `${name}: ${shareText(estimate)}`).join(". ")}.`}
        draw={draw}
      />
      <DataTable caption="Parts of the corpus" columns={columns} rows={parts} limit={30} />
    </>
  );
}

const nameOf = (part: MeasuredPart): string => (part.dimension ? `${part.dimension} = ${part.name}` : part.name);

const columns: Column<MeasuredPart>[] = [
  { header: "Part", kind: "name", cell: nameOf },
  { header: "By tokens", kind: "number", cell: (part) => shareText(part.byTokens) },
  { header: "By documents", kind: "number", cell: (part) => shareText(part.byDocuments) },
  {
    header: "Method",
    cell: (part) => (
      <>
        {part.byTokens.method}
        {part.ownReferences === false && part.dimension && <span class="under">references of the whole corpus</span>}
        {part.byTokens.answer === "none" && <span class="under">{part.byTokens.reason}</span>}
      </>
    ),
  },
  { header: "Documents", kind: "number", cell: (part) => <Compact value={part.documents} /> },
  { header: "Tokens", kind: "number", cell: (part) => <Compact value={part.tokens} /> },
  { header: "Too short, of the tokens", kind: "number", cell: (part) => percent(part.tokens > 0 ? part.tooShortTokens / part.tokens : 0) },
];
