import { useState } from "preact/hooks";
import { Choice } from "../components/Choice";
import { DataTable } from "../components/DataTable";
import { count, integer, percent } from "../format";
import type { RehearsedPolicy, RehearsedStratum } from "../schema/rehearse";
import { bitsWithin } from "./bits";

/** What each arm leaves of the strata that the policy guards. */
export function Strata({ policy }: { policy: RehearsedPolicy }) {
  const names = policy.arms.map((arm) => arm.name);
  const [name, setName] = useState(names.includes("policy") ? "policy" : names[0]!);
  const arm = policy.arms.find((each) => each.name === name)!;
  const lost = policy.arms.filter((each) => each.strata.some((stratum) => stratum.isLost));
  return (
    <>
      <p>
        A stratum is lost from a mix that holds no human text of it.{" "}
        {lost.length === 0
          ? "No arm loses one."
          : `${lost.map((each) => `${each.name} loses ${integer(each.strata.filter((stratum) => stratum.isLost).length)} of ${count(each.strata.length, "stratum", "strata")}`).join("; ")}.`}
      </p>
      <Choice label="Arm" options={names} value={name} onChange={setName} />
      <DataTable
        caption={`Strata in the last generation of ${name}`}
        columns={[
          { header: "Stratum", kind: "name", cell: (row: RehearsedStratum) => row.name },
          { header: "Human documents", kind: "number", cell: (row: RehearsedStratum) => integer(row.documents) },
          { header: "Human text kept", kind: "number", cell: (row: RehearsedStratum) => (row.kept == null ? "–" : percent(row.kept)) },
          { header: "Held-out documents", kind: "number", cell: (row: RehearsedStratum) => integer(row.heldOutDocuments) },
          { header: "Rise in bits per word", kind: "number", cell: (row: RehearsedStratum) => (row.rise ? bitsWithin(row.rise) : "–") },
        ]}
        rows={arm.strata}
      />
    </>
  );
}
