import { useState } from "preact/hooks";
import { Choice } from "../components/Choice";
import type { RehearsedPolicy } from "../schema/rehearse";

/** What each generation's model wrote, so that a reader sees the language go flat. */
export function Excerpts({ policy }: { policy: RehearsedPolicy }) {
  const names = policy.arms.map((arm) => arm.name);
  const [name, setName] = useState(names.includes("replace") ? "replace" : names[0]!);
  const arm = policy.arms.find((each) => each.name === name)!;
  return (
    <>
      <p>The beginning of the first document that each generation's model wrote, in the first replicate.</p>
      <Choice label="Arm" options={names} value={name} onChange={setName} />
      <ol class="excerpts" start={0}>
        {arm.generations.map((row) => <li key={row.generation}><q>{row.excerpt} …</q></li>)}
      </ol>
    </>
  );
}
