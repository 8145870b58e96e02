import { useCallback } from "preact/hooks";
import { DataTable } from "../components/DataTable";
import { Figure } from "../components/Figure";
import { Legend } from "../components/Legend";
import { shareText, upperText } from "../estimateText";
import { count, integer, percent, significant } from "../format";
import { drawSourceScores, scoreSeries, withScores } from "../plots/sourceScores";
import type { DetectorUsed } from "../schema/measure";
import type { CalibratedSource, DownWeight, SourceScoreBar } from "../schema/mix";

interface Props {
  calibration: CalibratedSource[];
  detector: DetectorUsed | null | undefined;
}

/** What the detector says of the sources whose origin nobody declared, and what the mix made of it. */
export function Calibration({ calibration, detector }: Props) {
  return (
    <>
      <p>
        A score is evidence about a corpus, never proof against an author. A source's share comes from how its scores lie between those of
        documents of known origin; documents with evidence of their own are not measured.
        {detector && <> The detector is <em>{detector.name}</em> ({detector.language}). What it cannot see: {detector.cannotSee.join(" ")}</>}
      </p>
      {calibration.map((source) => <Source key={source.source} source={source} />)}
    </>
  );
}

function Source({ source }: { source: CalibratedSource }) {
  const draw = useCallback((width: number) => drawSourceScores(width, source.scores), [source]);
  const series = scoreSeries.filter(({ key }) => withScores(source.scores, key));
  return (
    <>
      <h3>{source.source}</h3>
      <p>{sentence(source)}</p>
      {source.scores.length > 0 && (
        <Figure
          title={`Scores of ${source.source}`}
          caption="Log-odds of the detector: to the right what looks machine-made. Every sample holds the same area. The dashed line is the source as found, the thick one what the mix holds of it."
          label={`Scores of ${source.source}, of what the mix holds of it, and of the documents of known origin. ${series.map(({ key, name }) => `${name}: mean ${significant(meanOf(source.scores, key))}`).join(". ")}.`}
          legend={<Legend items={series.map(({ name, colour }) => ({ name, fill: colour }))} />}
          draw={draw}
          table={<ScoreTable scores={source.scores} />}
        />
      )}
      {source.tradeOff.length > 0 && <TradeOff source={source} />}
    </>
  );
}

function sentence(source: CalibratedSource): string {
  const known = [
    source.human > 0 && `${integer(source.human)} human`,
    source.machine > 0 && `${integer(source.machine)} machine-made`,
    source.labelled > 0 && `${integer(source.labelled)} labelled`,
  ].filter(Boolean).join(", ");
  const left = [
    source.tooShortDocuments > 0 && `${count(source.tooShortDocuments, "document")} too short to be scored`,
    source.alsoInCalibration > 0 && `${count(source.alsoInCalibration, "document")} that also stand in its calibration`,
  ].filter(Boolean).join(" and ");
  const measured = `Measured on ${count(source.documents, "document")} by ${known || "no"} documents${left && `, without ${left}`}.`;
  if (source.by === "nothing") {
    return `No answer: ${source.byTokens.reason ?? "the data give no number."} The source counts as if it had no calibration. ${measured}`;
  }
  const dropped = source.filtered.documents > 0 ? ` The filter dropped ${count(source.filtered.documents, "document")}.` : "";
  const after = source.written.answer === "none" ? "nothing of it is in the mix" : `${upperText(source.written)} of what the mix holds of it`;
  return `By tokens ${shareText(source.byTokens)} machine-made as found, ${after}; by documents ${shareText(source.byDocuments)}. ${measured}${dropped}`;
}

interface TradeOffRow extends Omit<DownWeight, "exponent"> {
  name: string;
}

const TradeOff = ({ source }: { source: CalibratedSource }) => (
  <DataTable
    caption={`What weights (1 − p)^b cost ${source.source} in human text`}
    columns={[
      { header: "Weights", kind: "name", cell: (row: TradeOffRow) => row.name },
      { header: "Human tokens kept", kind: "number", cell: (row: TradeOffRow) => percent(row.humanKept) },
      { header: "Effective size of human text", kind: "number", cell: (row: TradeOffRow) => percent(row.effectiveHuman) },
      { header: "Machine share left", kind: "number", cell: (row: TradeOffRow) => percent(row.machineShare) },
    ]}
    rows={[
      ...source.tradeOff.map((row) => ({ ...row, name: row.exponent === source.weightExponent ? `b = ${row.exponent}, this policy` : `b = ${row.exponent}` })),
      ...(source.mix ? [{ ...source.mix, name: "the mix, all limits kept" }] : []),
    ]}
  />
);

const ScoreTable = ({ scores }: { scores: SourceScoreBar[] }) => (
  <DataTable
    caption="Scores"
    columns={[
      { header: "Log-odds from", kind: "number", cell: (bar: SourceScoreBar) => significant(bar.low) },
      ...scoreSeries.filter(({ key }) => withScores(scores, key)).map(({ key, name }) => ({
        header: name, kind: "number" as const, cell: (bar: SourceScoreBar) => percent(bar[key] ?? 0),
      })),
    ]}
    rows={scores}
    limit={60}
  />
);

const meanOf = (scores: SourceScoreBar[], key: "before" | "after" | "human" | "machine"): number =>
  scores.reduce((sum, bar) => sum + (bar[key] ?? 0) * (bar.low + bar.high) / 2, 0);
