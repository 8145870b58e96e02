import type { ComponentChildren } from "preact";
import { Contents } from "../components/Contents";
import { Section } from "../components/Section";
import type { MixResult } from "../schema/mix";
import { Calibration } from "./Calibration";
import { Conflicts } from "./Conflicts";
import { Duplicates } from "./Duplicates";
import { FlowFigure } from "./FlowFigure";
import { Limits } from "./Limits";
import { Methods } from "./Methods";
import { Notices } from "./Notices";
import { Origins } from "./Origins";
import { Outputs } from "./Outputs";
import { ShareFigures } from "./ShareFigures";
import { Sources } from "./Sources";
import { Strata } from "./Strata";
import { Verdict } from "./Verdict";
import { Weights } from "./Weights";

interface Part {
  id: string;
  title: string;
  body: ComponentChildren;
}

/** The report of `assay mix`: the verdict first, then what it rests on. */
export function MixView({ result, seed }: { result: MixResult; seed: string }) {
  const parts = partsOf(result, seed);
  return (
    <>
      <a class="skip" href="#content">Skip to the report</a>
      <div class="page">
        <Verdict result={result} />
        <Contents entries={parts} />
        <main id="content" tabIndex={-1}>
          <Notices warnings={result.warnings} assumptions={result.assumptions} removal={result.removal} />
          {parts.map(({ id, title, body }) => <Section key={id} id={id} title={title}>{body}</Section>)}
        </main>
        <footer>
          <p>Written by assay {result.version}. The numbers of this page are the document that <code>assay mix --json</code> prints, and stand in the page itself.</p>
        </footer>
      </div>
    </>
  );
}

function partsOf(result: MixResult, seed: string): Part[] {
  return [
    { id: "flow", title: "Where every document went", body: <FlowFigure flow={result.flow} sources={result.sources} /> },
    { id: "share", title: "Synthetic share", body: <ShareFigures share={result.syntheticShare} sources={result.sources} /> },
    ...(result.calibration.length > 0
      ? [{ id: "calibration", title: "What was measured", body: <Calibration calibration={result.calibration} detector={result.detector} /> }]
      : []),
    { id: "sources", title: "Sources", body: <Sources sources={result.sources} /> },
    { id: "origins", title: "Origins and depths", body: <Origins origins={result.origins} depths={result.depths} /> },
    { id: "strata", title: "Strata against the anchor", body: <Strata strata={result.strata} /> },
    { id: "limits", title: "Limits", body: <Limits constraints={result.constraints} /> },
    { id: "weights", title: "Weights", body: <Weights weights={result.weights} /> },
    { id: "duplicates", title: "Duplicates", body: <Duplicates duplicates={result.duplicates} /> },
    { id: "conflicts", title: "Conflicts of evidence", body: <Conflicts conflicts={result.conflicts} /> },
    { id: "outputs", title: "Files written", body: <Outputs outputs={result.outputs} /> },
    { id: "methods", title: "Policy and methods", body: <Methods result={result} seed={seed} /> },
  ];
}
