import { shareText } from "../estimateText";
import { count, percent } from "../format";
import type { Estimate } from "../schema/estimate";
import type { MeasureResult } from "../schema/measure";

/** The head of the report: how much is machine-made, and how sure that is. */
export function MeasureVerdict({ result }: { result: MeasureResult }) {
  const { corpus, drift, adaptation } = result;
  return (
    <header>
      <p class="kicker">
        <span class="hallmark" aria-hidden="true">Assay</span>
        <span>Measure</span>
      </p>
      <h1>
        {headline(corpus.byTokens)}{" "}
        <span class="second">By documents: {shareText(corpus.byDocuments)}. {count(corpus.documents, "document")}.</span>
      </h1>
      <p class={`verdict ${kind(corpus.byTokens)}`}><span class="mark" aria-hidden="true">{mark(corpus.byTokens)}</span> {sure(corpus.byTokens)}</p>
      {corpus.byTokens.reason && <p class="muted">{corpus.byTokens.reason}</p>}
      {corpus.byTokens.answer === "bound" && corpus.byTokens.value != null && (
        <p class="muted">Only a guess: {percent(corpus.byTokens.value)} of the tokens, if machine documents score here as they did on the sources that the detector was tested on unseen.</p>
      )}
      {drift && (
        <p class={drift.alarm ? "verdict violated" : "muted"}>
          {drift.alarm && <span class="mark" aria-hidden="true">✕</span>}{" "}
          The detector flags {percent(drift.rate)} of {count(drift.documents, "known human document")} ({percent(drift.low)} to {percent(drift.high)}) where it promises {percent(drift.nominal)}
          {drift.alarm ? ": its verdicts on single documents are worth nothing here." : "."}
          {drift.safeThreshold != null && ` Above log-odds of ${(Math.ceil(100 * drift.safeThreshold) / 100).toFixed(2)} lie at most 5% of human documents like these, with 99% confidence.`}
        </p>
      )}
      {adaptation && (
        <p class="muted">
          The detector also learned from the known documents: AUROC {adaptation.aurocAfter.toFixed(3)} between them instead of {adaptation.aurocBefore.toFixed(3)}, each scored by what others taught.
          Scores below are those; the words and measures that speak for them, and the false positives, are the detector's own.
        </p>
      )}
    </header>
  );
}

const headline = (share: Estimate): string =>
  share.answer === "none" ? "How much is machine-made: no answer." : `Machine-made: ${shareText(share)} of the tokens.`;

const kind = (share: Estimate): string => (share.answer === "estimate" ? "held" : "not-promised");
const mark = (share: Estimate): string => (share.answer === "estimate" ? "✓" : share.answer === "bound" ? "◇" : "–");

function sure(share: Estimate): string {
  switch (share.answer) {
    case "estimate": return `Calibrated; the interval covers the truth in ${percent(share.level).replace(".0%", "%")} of such measurements.`;
    case "bound": return "A range, not an interval around a point.";
    default: return "The data give no number.";
  }
}
