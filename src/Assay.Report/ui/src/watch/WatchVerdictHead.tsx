import { count, integer, percent } from "../format";
import type { WatchDocument, WatchVersion } from "../schema/watch";

const status = { none: "held", early: "not-promised", late: "violated" } as const;
const marks = { none: "✓", early: "◇", late: "✕" } as const;

/** The head of the report: whether tails are lost, since when, and where it is going. */
export function WatchVerdictHead({ document }: { document: WatchDocument }) {
  const { reference, verdict, versions } = document;
  const unanswered = verdict.kind === "none" && verdict.noAnswer;
  return (
    <header>
      <p class="kicker">
        <span class="hallmark" aria-hidden="true">Assay</span>
        <span>Watch</span>
        <span class="policy-name">{reference.name}</span>
      </p>
      <h1>
        {unanswered ? "No answer." : headline(document)}{" "}
        <span class="second">{count(versions.length, "version")} beside {integer(reference.documents)} documents of reference, {integer(reference.words)} words.</span>
      </h1>
      {unanswered
        ? <p class="verdict not-promised"><span class="mark" aria-hidden="true">–</span> {verdict.noAnswer}</p>
        : <p class={`verdict ${status[verdict.kind]}`}><span class="mark" aria-hidden="true">{marks[verdict.kind]}</span> {sentence(document)}</p>}
    </header>
  );
}

function headline({ verdict }: WatchDocument): string {
  switch (verdict.kind) {
    case "late": return "The spread is gone too.";
    case "early": return "Tails are being lost.";
    default: return "No loss to be seen.";
  }
}

function sentence(document: WatchDocument): string {
  const { verdict } = document;
  const rate = `Of all series of fresh versions at most ${percent(document.falseAlarmRate)} ever ring.`;
  if (verdict.kind === "none") {
    return `No version strays further from the reference than fresh text would. ${rate}`;
  }
  const trend = verdict.trend ? `; ${verdict.trend}` : "";
  return `Established at ${verdict.firstName}, clearest in ${verdict.quantity}${trend}. ${rate}`;
}

/** What the alarm says about a version, in a word. */
export const alarmText = (version: WatchVersion): string =>
  version.noAnswer ? "no answer" : version.rings ? (version.late ? "rings, late" : "rings") : "quiet";
