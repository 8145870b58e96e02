import { count, percent } from "../format";
import type { ExperimentVerdict, LabDocument } from "../schema/lab";

const status = { none: "held", early: "not-promised", late: "violated" } as const;
const marks = { none: "✓", early: "◇", late: "✕" } as const;

/** The head of the report: what ran, and whether it collapses. */
export function LabVerdict({ document }: { document: LabDocument }) {
  const { experiment, verdict } = document;
  return (
    <header>
      <p class="kicker">
        <span class="hallmark" aria-hidden="true">Assay</span>
        <span>Laboratory</span>
        <span class="policy-name">{experiment.name}</span>
      </p>
      <h1>
        {headline(verdict)}{" "}
        <span class="second">{experiment.model}, {experiment.loop}; {count(document.generations, "generation")}, {count(document.replicates, "replicate")}.</span>
      </h1>
      {verdict
        ? <p class={`verdict ${status[verdict.kind]}`}><span class="mark" aria-hidden="true">{marks[verdict.kind]}</span> {sentence(verdict)}</p>
        : <p class="verdict not-promised"><span class="mark" aria-hidden="true">–</span> No verdict. {document.noVerdict}</p>}
    </header>
  );
}

function headline(verdict: ExperimentVerdict | null | undefined): string {
  switch (verdict?.kind) {
    case "late": return "Late collapse.";
    case "early": return "Early collapse.";
    case "none": return "No collapse.";
    default: return "A loop of models.";
  }
}

function sentence(verdict: ExperimentVerdict): string {
  const bound = `Without collapse at most ${percent(verdict.falseAlarmBound)} of replicates would raise an alarm; ${percent(verdict.alarmShare)} do.`;
  if (verdict.kind === "none" || verdict.generation == null) {
    return bound;
  }
  const since = `From generation ${round(verdict.generation)} (${round(verdict.generationLow)} to ${round(verdict.generationHigh)} in nine replicates of ten), first in ${verdict.measure}; ${verdict.trend}.`;
  return `${since} ${bound}`;
}

const round = (value: number | null | undefined): string => (value == null ? "–" : String(Number(value.toFixed(1))));
