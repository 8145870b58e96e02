import { Contents } from "../components/Contents";
import { Section } from "../components/Section";
import { count, integer, percent } from "../format";
import type { MeasureResult } from "../schema/measure";
import { Documents } from "./Documents";
import { MeasureVerdict } from "./MeasureVerdict";
import { Scores } from "./Scores";
import { Shares } from "./Shares";

/** The report of `assay measure`: the share with its range, its parts, the scores, and documents for a person to judge. */
export function MeasureView({ result, seed }: { result: MeasureResult; seed: string }) {
  const entries = [
    { id: "share", title: "Machine-made share" },
    { id: "scores", title: "Scores" },
    { id: "documents", title: "Documents to judge" },
    { id: "methods", title: "How it was measured" },
  ];
  return (
    <>
      <a class="skip" href="#content">Skip to the report</a>
      <div class="page">
        <MeasureVerdict result={result} />
        <Contents entries={entries} />
        <main id="content" tabIndex={-1}>
          {result.notes.length > 0 && (
            <section class="notice assumption" aria-labelledby="notes-title">
              <h2 id="notes-title">To know before reading</h2>
              <ul class="all">{result.notes.map((note) => <li key={note}>{note}</li>)}</ul>
            </section>
          )}
          <Section id="share" title="Machine-made share"><Shares result={result} /></Section>
          <Section id="scores" title="Scores"><Scores result={result} /></Section>
          <Section id="documents" title="Documents to judge"><Documents most={result.most} least={result.least} /></Section>
          <Section id="methods" title="How it was measured"><Methods result={result} seed={seed} /></Section>
        </main>
        <footer>
          <p>Written by assay {result.version}. The numbers of this page are the document that <code>assay measure --json</code> prints, and stand in the page itself.</p>
        </footer>
      </div>
    </>
  );
}

function Methods({ result, seed }: { result: MeasureResult; seed: string }) {
  const { detector, human, machine, labels, corpus } = result;
  return (
    <>
      <p>{explain[result.calibration] ?? ""}</p>
      <p>
        The share speaks of documents that are long enough to be scored; {count(corpus.tooShortDocuments, "document")} with {percent(corpus.tokens > 0 ? corpus.tooShortTokens / corpus.tokens : 0)} of
        the tokens {corpus.tooShortDocuments === 1 ? "is" : "are"} not. It is a property of the corpus. The score of a single document is never proof against its author.
      </p>
      <dl class="facts">
        <div><dt>Detector</dt><dd>{detector.name} ({detector.language}) <code>{detector.id}</code></dd></div>
        {human && <div><dt>Known human documents</dt><dd>{integer(human.scored)} scored of {integer(human.documents)}</dd></div>}
        {machine && <div><dt>Known machine documents</dt><dd>{integer(machine.scored)} scored of {integer(machine.documents)}</dd></div>}
        {labels && <div><dt>Labels</dt><dd>{count(labels.found, "document")} by {labels.reviewers > 0 ? count(labels.reviewers, "reviewer") : "reviewers without names"}</dd></div>}
        {labels?.agreement && <div><dt>Reviewers agree</dt><dd>in {percent(labels.agreement.raw)} of {count(labels.agreement.documents, "double label")}{labels.agreement.alpha != null && `, alpha ${labels.agreement.alpha.toFixed(2)}`}</dd></div>}
        {corpus.fit && <div><dt>Test of fit</dt><dd>p = {corpus.fit.pValue.toPrecision(2)} ({corpus.fit.passed ? "like a mixture of the references" : "unlike any mixture of the references"})</dd></div>}
        <div><dt>Seed</dt><dd>{seed || integer(result.seed)}</dd></div>
        <div><dt>Document</dt><dd><code>{result.schema}</code></dd></div>
        <div><dt>Program</dt><dd>assay {result.version}</dd></div>
      </dl>
      {detector.cannotSee.length > 0 && (
        <>
          <h3>What this detector cannot see</h3>
          <ul>{detector.cannotSee.map((sentence) => <li key={sentence}>{sentence}</li>)}</ul>
        </>
      )}
    </>
  );
}

const explain: Record<string, string> = {
  labels: "Reviewers labelled a random part of the corpus. The interval holds whatever the detector is worth: its scores only make it narrower.",
  references: "Known human and machine documents of the same source say how each kind scores; the share is the mixture of the two that explains the corpus best. The interval carries the chance in the references too.",
  human: "Only known human documents calibrate the scores. The lower end assumes that the corpus's human documents are like them, nothing else; the upper end stands on the stated floor on the detection rate.",
  nothing: "Nothing calibrates the scores. The range is what the share would be if the corpus were like one of the sources on which the detector was tested unseen; it is no confidence interval.",
};
