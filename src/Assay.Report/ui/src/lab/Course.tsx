import { useCallback, useState } from "preact/hooks";
import { Choice } from "../components/Choice";
import { DataTable } from "../components/DataTable";
import { Figure } from "../components/Figure";
import { Legend } from "../components/Legend";
import { significant } from "../format";
import { drawCourse, type Scale } from "../plots/course";
import type { LabGeneration, LabMeasure } from "../schema/lab";

const scales = ["linear", "log"] as const;

const roles: Record<string, string> = {
  tail: "It falls when the tails are lost: early collapse shows here.",
  spread: "A fall by ln 2 = 0.69 nats halves the effective support: late collapse.",
  entropy: "A fall by ln 2 = 0.69 nats halves the effective support: late collapse.",
  error: "It rises when the loop begins to collapse.",
};

/** One measure over the generations. */
export function Course({ measure }: { measure: LabMeasure }) {
  const [x, setX] = useState<Scale>("linear");
  const [y, setY] = useState<Scale>("linear");
  const draw = useCallback((width: number) => drawCourse(width, measure, x, y), [measure, x, y]);
  const values = measure.generations;
  const last = values[values.length - 1];
  const hasLaw = values.some((row) => row.theory != null);
  const hidden = y === "log" && values.some((row) => row.mean != null && row.mean <= 0);
  return (
    <Figure
      title={measure.unit ? `In ${measure.unit}` : "By generation"}
      caption={<>{roles[measure.role] ?? "No verdict rests on it."}{hidden && " Values of zero and below have no place on a logarithmic axis."}</>}
      label={`${measure.name} over ${values.length} generations. It begins at ${text(values[0]?.mean)} and ends at ${text(last?.mean)}${hasLaw ? `; the law says ${text(last?.theory)}` : ""}.`}
      draw={draw}
      legend={<Legend items={[
        { name: "median", fill: "var(--human)", note: "with the middle half and nine tenths of the replicates" },
        { name: "mean", fill: "var(--ink)", note: "± 2 standard errors" },
        ...(hasLaw ? [{ name: "exact law of the mean", fill: "var(--synthetic)" }] : []),
      ]} />}
      controls={<><Choice label="Value axis" options={scales} value={y} onChange={setY} /><Choice label="Generation axis" options={scales} value={x} onChange={setX} /></>}
      table={
        <DataTable
          caption={`${measure.name} by generation`}
          columns={[
            { header: "Generation", kind: "name", cell: (row: LabGeneration) => row.generation },
            { header: "Mean", kind: "number", cell: (row: LabGeneration) => text(row.mean) },
            { header: "Standard error", kind: "number", cell: (row: LabGeneration) => text(row.standardError) },
            { header: "Law", kind: "number", cell: (row: LabGeneration) => text(row.theory) },
            { header: "5%", kind: "number", cell: (row: LabGeneration) => text(row.q05) },
            { header: "Median", kind: "number", cell: (row: LabGeneration) => text(row.median) },
            { header: "95%", kind: "number", cell: (row: LabGeneration) => text(row.q95) },
          ]}
          rows={values}
        />
      }
    />
  );
}

const text = (value: number | null | undefined): string => (value == null ? "–" : significant(value));
