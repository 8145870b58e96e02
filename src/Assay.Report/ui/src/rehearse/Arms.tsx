import { useCallback, useState } from "preact/hooks";
import { Choice } from "../components/Choice";
import { DataTable } from "../components/DataTable";
import { Figure } from "../components/Figure";
import { Legend } from "../components/Legend";
import { percent, significant } from "../format";
import { type ArmPoint, drawArms } from "../plots/arms";
import type { RehearsedArm, RehearsedGeneration, RehearsedPolicy } from "../schema/rehearse";
import { armStroke } from "./armStroke";
import { bits } from "./bits";

const views = ["loss", "words kept", "pairs kept", "machine share"] as const;
type View = (typeof views)[number];

const captions: Record<View, string> = {
  loss: "Bits per word of held-out human text above those of the control, which trains on text by people alone; with 95% intervals over the replicates.",
  "words kept": "Different words in what a generation's model wrote, beside generation 0; every generation writes the same number of words.",
  "pairs kept": "Different pairs of words in what a generation's model wrote, beside generation 0. Pairs are lost first.",
  "machine share": "True share of machine text in the mix that the generation was trained on.",
};

/** The arms over the generations. */
export function Arms({ policy }: { policy: RehearsedPolicy }) {
  const [view, setView] = useState<View>("loss");
  const draw = useCallback((width: number) => drawArms(width, pointsOf(policy.arms, view), view === "loss" ? significant : percent), [policy, view]);
  return (
    <Figure
      title={view === "loss" ? "Held-out loss above the control" : view[0]!.toUpperCase() + view.slice(1)}
      caption={<>{captions[view]} A ring marks the generation in which the alarm first rings.{silence(policy.arms)}</>}
      label={policy.arms.map((arm) => `${arm.name}: ${bits(arm.generations.at(-1)!.rise.mean)} bits above the control in the last generation`).join("; ")}
      draw={draw}
      controls={<Choice label="What is shown" options={views} value={view} onChange={setView} />}
      legend={<Legend items={policy.arms.map((arm) => ({ name: arm.name, fill: armStroke(arm.regime), note: alarmText(arm) }))} />}
      table={
        <DataTable
          caption={`The last generation under ${policy.name}`}
          columns={[
            { header: "Arm", kind: "name", cell: (arm: RehearsedArm) => arm.name },
            { header: "Rise in bits", kind: "number", cell: (arm: RehearsedArm) => bits(arm.generations.at(-1)!.rise.mean) },
            { header: "95% from", kind: "number", cell: (arm: RehearsedArm) => end(arm.generations.at(-1)!.rise.low) },
            { header: "to", kind: "number", cell: (arm: RehearsedArm) => end(arm.generations.at(-1)!.rise.high) },
            { header: "Words kept", kind: "number", cell: (arm: RehearsedArm) => percent(value(arm, arm.generations.at(-1)!, "words kept")) },
            { header: "Pairs kept", kind: "number", cell: (arm: RehearsedArm) => percent(value(arm, arm.generations.at(-1)!, "pairs kept")) },
            { header: "Machine share", kind: "number", cell: (arm: RehearsedArm) => percent(arm.generations.at(-1)!.syntheticShare) },
            { header: "Alarm", cell: alarmText },
          ]}
          rows={policy.arms}
        />
      }
    />
  );
}

const end = (value: number | null | undefined): string => (value == null ? "–" : bits(value));

function alarmText(arm: RehearsedArm): string {
  const silent = arm.noAnswerShare === 0 ? "" : arm.noAnswerShare === 1 ? "no answer of the alarm" : `no answer of the alarm in ${percent(arm.noAnswerShare)} of the replicates`;
  const rings = arm.alarmShare === 0 ? "" : `the alarm rings in ${percent(arm.alarmShare)} of the replicates${arm.alarmGeneration == null ? "" : `, first at generation ${arm.alarmGeneration}`}${arm.trend ? `; ${arm.trend}` : ""}`;
  return [rings, silent].filter((part) => part !== "").join("; ");
}

/** Why an alarm gave no answer, each reason once. */
const silence = (arms: RehearsedArm[]): string => [...new Set(arms.flatMap((arm) => arm.noAnswer ?? []))].map((reason) => ` No answer of the alarm: ${reason}`).join("");

/** The generation in which the alarm first rings, if it rings in half of the replicates. */
const rung = (arm: RehearsedArm): number | null => (arm.alarmShare >= 0.5 && arm.alarmGeneration != null ? Math.round(arm.alarmGeneration) : null);

const pointsOf = (arms: RehearsedArm[], view: View): ArmPoint[] => arms.flatMap((arm) => arm.generations.map((row) => {
  const at = value(arm, row, view);
  const [low, high] = view === "loss" ? [row.rise.low ?? at, row.rise.high ?? at] : [at, at];
  return { arm: arm.name, stroke: armStroke(arm.regime), generation: row.generation, value: at, low, high, rings: row.generation === rung(arm) };
}));

function value(arm: RehearsedArm, row: RehearsedGeneration, view: View): number {
  const first = arm.generations[0]!;
  switch (view) {
    case "loss": return row.rise.mean;
    case "words kept": return row.types / first.types;
    case "pairs kept": return row.bigrams / first.bigrams;
    case "machine share": return row.syntheticShare;
  }
}
