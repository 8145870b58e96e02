import { Contents } from "../components/Contents";
import { Section } from "../components/Section";
import { count, integer, limit } from "../format";
import type { RehearsalDocument, RehearsedPolicy } from "../schema/rehearse";
import { Additions } from "./Additions";
import { Arms } from "./Arms";
import { bits } from "./bits";
import { Excerpts } from "./Excerpts";
import { SafeShare } from "./SafeShare";
import { Strata } from "./Strata";
import { Variations } from "./Variations";
import { Worth } from "./Worth";

/** The report of `assay rehearse`: for each policy the courses of its arms, the safe share, and the texts themselves. */
export function RehearseView({ document, seed }: { document: RehearsalDocument; seed: string }) {
  const several = document.policies.length > 1;
  const parts = document.policies.flatMap((policy, index) => [
    { id: `arms-${index}`, title: several ? `${policy.name}: the generations` : "The generations", body: <Arms policy={policy} /> },
    ...(policy.safeShare ? [{ id: `share-${index}`, title: several ? `${policy.name}: safe share` : "How much is safe", body: <SafeShare share={policy.safeShare} /> }] : []),
    ...(policy.variations.length > 0 ? [{ id: `moves-${index}`, title: several ? `${policy.name}: what moves it` : "What moves it", body: <Variations variations={policy.variations} /> }] : []),
    ...(policy.worth.length > 0 ? [{ id: `worth-${index}`, title: several ? `${policy.name}: worth of human text` : "The worth of human text", body: <><Worth worth={policy.worth} />{policy.additions.length > 0 && <Additions policy={policy} />}</> }] : []),
    ...(policy.arms[0]!.strata.length > 0 ? [{ id: `strata-${index}`, title: several ? `${policy.name}: strata` : "Strata", body: <Strata policy={policy} /> }] : []),
    { id: `texts-${index}`, title: several ? `${policy.name}: the texts` : "The texts themselves", body: <Excerpts policy={policy} /> },
  ]);
  return (
    <>
      <a class="skip" href="#content">Skip to the report</a>
      <div class="page">
        <header>
          <p class="kicker">
            <span class="hallmark" aria-hidden="true">Assay</span>
            <span>Rehearsal</span>
            {document.policies.map((policy) => <span key={policy.name} class="policy-name">{policy.name}</span>)}
          </p>
          <h1>
            {headline(document.policies[0])}{" "}
            <span class="second">{document.proxy}; {count(document.generations, "generation")}, {count(document.replicates, "replicate")}.</span>
          </h1>
        </header>
        <Contents entries={[...parts, { id: "methods", title: "What a proxy can say" }]} />
        <main id="content" tabIndex={-1}>
          {parts.map(({ id, title, body }) => <Section key={id} id={id} title={title}>{body}</Section>)}
          <Section id="methods" title="What a proxy can say"><Methods document={document} seed={seed} /></Section>
        </main>
        <footer>
          <p>Written by assay {document.version}. The numbers of this page are the document that <code>assay rehearse --json</code> prints, and stand in the page itself.</p>
        </footer>
      </div>
    </>
  );
}

function headline(policy: RehearsedPolicy | undefined): string {
  const answer = policy?.safeShare?.answer;
  if (answer?.low != null && answer.high != null) {
    const alone = policy?.safeShare?.noAlarm ? ", by the loss alone" : "";
    return answer.low === answer.high ? `Safe up to ${limit(answer.high)} synthetic${alone}.` : `The safe share lies between ${limit(answer.low)} and ${limit(answer.high)}${alone}.`;
  }
  const rise = policy?.arms.find((arm) => arm.regime === "policy")?.generations.at(-1)?.rise.mean;
  return rise == null ? "A rehearsal." : `The policy costs ${bits(rise)} bits per word.`;
}

function Methods({ document, seed }: { document: RehearsalDocument; seed: string }) {
  return (
    <>
      <p>
        A proxy is small, and learns less of a corpus than the model it stands for. What it shows is the direction and the order of
        regimes on this corpus and under this policy; its numbers are not those of a large model, and nothing here is extrapolated to one.
      </p>
      <dl class="facts">
        <div><dt>Proxy</dt><dd>{document.proxy}</dd></div>
        <div><dt>Generations</dt><dd>{integer(document.generations)}</dd></div>
        <div><dt>Replicates</dt><dd>{integer(document.replicates)}, paired by seed with text by people alone</dd></div>
        {document.policies.map((policy) => (
          <div key={policy.name}>
            <dt>{policy.name}</dt>
            <dd>{count(policy.documents, "document")}, {integer(policy.humanTokens)} human words; {count(policy.heldOutDocuments, "document")} held out; {integer(policy.budget)} words a generation</dd>
          </div>
        ))}
        <div><dt>Seed</dt><dd>{seed || integer(document.seed)}</dd></div>
        <div><dt>Document</dt><dd><code>{document.schema}</code></dd></div>
      </dl>
    </>
  );
}
