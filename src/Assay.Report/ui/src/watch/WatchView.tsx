import { Contents } from "../components/Contents";
import { Section } from "../components/Section";
import { integer, percent } from "../format";
import type { WatchDocument } from "../schema/watch";
import { Further } from "./Further";
import { Lost } from "./Lost";
import { QuantityCourse } from "./QuantityCourse";
import { Versions } from "./Versions";
import { WatchVerdictHead } from "./WatchVerdictHead";

const mostCourses = 14;

/** The report of `assay watch`: the verdict, the versions, each quantity over them, and what was lost. */
export function WatchView({ document, seed }: { document: WatchDocument; seed: string }) {
  const { versions } = document;
  const courses = shownFirst(document);
  const entries = [
    { id: "versions", title: "Versions" },
    ...(courses.length > 0 ? [{ id: "courses", title: "Over the versions" }] : []),
    { id: "lost", title: "What was lost" },
    { id: "further", title: "Further measures" },
    { id: "methods", title: "How it was measured" },
  ];
  return (
    <>
      <a class="skip" href="#content">Skip to the report</a>
      <div class="page">
        <WatchVerdictHead document={document} />
        <Contents entries={entries} />
        <main id="content" tabIndex={-1}>
          <Section id="versions" title="Versions"><Versions versions={versions} /></Section>
          {courses.length > 0 && (
            <Section id="courses" title="Over the versions">
              {courses.map((name) => <QuantityCourse key={name} versions={versions} name={name} />)}
            </Section>
          )}
          <Section id="lost" title="What was lost"><Lost versions={versions} /></Section>
          <Section id="further" title="Further measures"><Further versions={versions} /></Section>
          <Section id="methods" title="How it was measured"><Methods document={document} seed={seed} /></Section>
        </main>
        <footer>
          <p>Written by assay {document.version}. The numbers of this page are the document that <code>assay watch --json</code> prints, and stand in the page itself.</p>
        </footer>
      </div>
    </>
  );
}

/** The quantities that can ring come first, those that ring before the others. */
function shownFirst({ versions }: WatchDocument): string[] {
  const all = versions.flatMap((v) => v.quantities);
  const names = [...new Set(all.map((q) => q.name))];
  const rank = (name: string) => (all.some((q) => q.name === name && q.rings) ? 0 : all.some((q) => q.name === name && q.inFamily) ? 1 : 2);
  return names.map((name, i) => ({ name, i, rank: rank(name) })).sort((a, b) => a.rank - b.rank || a.i - b.i).slice(0, mostCourses).map(({ name }) => name);
}

function Methods({ document, seed }: { document: WatchDocument; seed: string }) {
  const { reference } = document;
  const sampled = reference.sampleLevels.some((level) => level > 0);
  return (
    <>
      <p>
        The reference was split {integer(document.splits)} times by whole documents, in 64 blocks, into a part that plays the reference and one that plays fresh
        text. What the two show at equal words is what chance does; a version rings when it strays further, all quantities taken together.
      </p>
      <dl class="facts">
        <div><dt>Reference</dt><dd>{reference.name}</dd></div>
        {document.rareStrata.map((rare) => <div key={rare.name}><dt>Watched together, as {rare.name}</dt><dd>{rare.members.join(", ")}</dd></div>)}
        {document.strataTooSmall.length > 0 && <div><dt>Not watched, too few documents</dt><dd>{document.strataTooSmall.join(", ")}</dd></div>}
        <div><dt>False alarms</dt><dd>{percent(document.falseAlarmRate)} of series</dd></div>
        <div><dt>Splits</dt><dd>{integer(document.splits)}</dd></div>
        <div><dt>Types counted</dt><dd>{sampled ? `one word in ${2 ** reference.sampleLevels[0]!}, one bigram in ${2 ** reference.sampleLevels[1]!}, one trigram in ${2 ** reference.sampleLevels[2]!}` : "all"}</dd></div>
        <div><dt>Seed</dt><dd>{seed || integer(document.seed)}</dd></div>
        <div><dt>Document</dt><dd><code>{document.schema}</code></dd></div>
        <div><dt>Program</dt><dd>assay {document.version}</dd></div>
      </dl>
    </>
  );
}
