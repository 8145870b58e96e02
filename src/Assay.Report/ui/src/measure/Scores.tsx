import { useCallback } from "preact/hooks";
import { DataTable } from "../components/DataTable";
import { Figure } from "../components/Figure";
import { Nothing } from "../components/Nothing";
import { percent } from "../format";
import { drawScores, type ScoreSeries } from "../plots/scores";
import type { MeasureResult, ScoreBar } from "../schema/measure";

/** The scores of the corpus laid against those of the references. */
export function Scores({ result }: { result: MeasureResult }) {
  const { histogram, human, machine, drift, adaptation } = result;
  const threshold = drift && !adaptation ? drift.threshold : null; // it is one of the detector's own scores
  const series: ScoreSeries[] = [
    { name: "corpus", fill: "var(--unknown)", share: (bar) => bar.corpus },
    ...(human && human.scored > 0 ? [{ name: "known human", fill: "var(--human)", share: (bar: ScoreBar) => bar.human }] : []),
    ...(machine && machine.scored > 0 ? [{ name: "known machine", fill: "var(--synthetic)", share: (bar: ScoreBar) => bar.machine }] : []),
  ];
  const draw = useCallback((width: number) => drawScores(width, histogram, series, threshold), [result]);
  if (histogram.length === 0) {
    return <Nothing>No document was long enough to be scored.</Nothing>;
  }
  return (
    <Figure
      title="How documents score"
      caption={`Share of each sample's documents by log-odds.${threshold !== null ? " The dashed line is the detector's own threshold." : ""} Where the references overlap, no score tells who wrote a document.`}
      label={`Histograms of scores. ${series.map(({ name, share }) => describe(name, histogram, share)).join(" ")}`}
      draw={draw}
      table={
        <DataTable
          caption="Documents by score"
          columns={[
            { header: "Log-odds", kind: "name", cell: (bar: ScoreBar) => `${bar.low.toFixed(2)} to ${bar.high.toFixed(2)}` },
            { header: "Corpus", kind: "number", cell: (bar: ScoreBar) => percent(bar.corpus) },
            { header: "Known human", kind: "number", cell: (bar: ScoreBar) => (bar.human == null ? "–" : percent(bar.human)) },
            { header: "Known machine", kind: "number", cell: (bar: ScoreBar) => (bar.machine == null ? "–" : percent(bar.machine)) },
          ]}
          rows={histogram}
          limit={40}
        />
      }
    />
  );
}

function describe(name: string, bars: ScoreBar[], share: ScoreSeries["share"]): string {
  const most = bars.reduce((best, bar) => ((share(bar) ?? 0) > (share(best) ?? 0) ? bar : best));
  return `${name}: most documents between ${most.low.toFixed(1)} and ${most.high.toFixed(1)}.`;
}
