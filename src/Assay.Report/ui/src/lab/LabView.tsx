import { Contents } from "../components/Contents";
import { Section } from "../components/Section";
import { count, integer } from "../format";
import type { LabDocument } from "../schema/lab";
import { Course } from "./Course";
import { Exhibits } from "./Exhibits";
import { LabVerdict } from "./LabVerdict";

/** The report of `assay lab run`: the verdict, then each measure over the generations. */
export function LabView({ document, seed }: { document: LabDocument; seed: string }) {
  const parts = document.measures.map((measure) => ({ id: `measure-${measure.name}`, title: measure.name.replaceAll("-", " "), measure }));
  // Documents of before there were exhibits have none.
  const exhibits = document.exhibits ?? [];
  return (
    <>
      <a class="skip" href="#content">Skip to the report</a>
      <div class="page">
        <LabVerdict document={document} />
        <Contents entries={[...(exhibits.length > 0 ? [{ id: "made", title: "what it makes" }] : []), ...parts, { id: "methods", title: "Experiment" }]} />
        <main id="content" tabIndex={-1}>
          {exhibits.length > 0 && <Section id="made" title="what it makes"><Exhibits exhibits={exhibits} /></Section>}
          {parts.map(({ id, title, measure }) => <Section key={id} id={id} title={title}><Course measure={measure} /></Section>)}
          <Section id="methods" title="Experiment">
            <Methods document={document} seed={seed} />
          </Section>
        </main>
        <footer>
          <p>Written by assay {document.version}. The numbers of this page are the document that <code>assay lab run --json</code> prints, and stand in the page itself.</p>
        </footer>
      </div>
    </>
  );
}

function Methods({ document, seed }: { document: LabDocument; seed: string }) {
  const { experiment } = document;
  return (
    <>
      <p>{experiment.shows}{experiment.source && <> <span class="muted">After {experiment.source}.</span></>}</p>
      <dl class="facts">
        <div><dt>Model</dt><dd>{experiment.model}</dd></div>
        <div><dt>Loop</dt><dd>{experiment.loop}</dd></div>
        {Object.entries(experiment.set).map(([name, value]) => <div key={name}><dt>{name}</dt><dd>{value}</dd></div>)}
        <div><dt>Replicates</dt><dd>{document.replicates < document.replicatesAsked ? `${integer(document.replicates)} of ${integer(document.replicatesAsked)}: the run was stopped` : integer(document.replicates)}</dd></div>
        <div><dt>Generations</dt><dd>{integer(document.generations)}</dd></div>
        <div><dt>Seed</dt><dd>{seed || integer(document.seed)}</dd></div>
        <div><dt>Document</dt><dd><code>{document.schema}</code></dd></div>
        <div><dt>Program</dt><dd>assay {document.version}</dd></div>
      </dl>
      <p class="muted">Generation 1 is the model that learned real data. {count(document.replicates, "replicate")} with seeds of their own; the numbers do not depend on how many ran at once.</p>
    </>
  );
}
