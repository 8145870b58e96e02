import { DataTable } from "../components/DataTable";
import { significant, words } from "../format";
import type { Estimate } from "../schema/estimate";
import type { WatchVersion } from "../schema/watch";

interface Row {
  version: string;
  name: string;
  reference: string;
  value: string;
  note: string;
}

/** What is shown and never alarmed on: diversity, lengths, n-gram models, vectors. */
export function Further({ versions }: { versions: WatchVersion[] }) {
  const groups: [string, (version: WatchVersion) => Omit<Row, "version">[]][] = [
    ["Diversity of words", diversity],
    ["Repetition of words and n-grams, at equal numbers of them", repetition],
    ["Lengths and punctuation of documents (5%, 50%, 95%)", shapes],
    ["n-gram models tested on the reference", models],
    ["Vectors", vectors],
  ];
  return (
    <>
      {groups.map(([title, read]) => {
        const rows = versions.flatMap((v) => read(v).map((row) => ({ version: v.corpus.name, ...row })));
        return rows.length > 0 && (
          <DataTable
            key={title}
            caption={title}
            columns={[
              { header: "Version", kind: "name", cell: (row: Row) => row.version },
              { header: "Measure", kind: "text", cell: (row: Row) => row.name },
              { header: "Reference", kind: "number", cell: (row: Row) => row.reference },
              { header: "Value", kind: "number", cell: (row: Row) => row.value },
              { header: "Note", kind: "text", cell: (row: Row) => row.note },
            ]}
            rows={rows}
          />
        );
      })}
    </>
  );
}

const text = (value: number | null | undefined): string => (value == null ? "–" : significant(value));
const ranged = (e: Estimate): string => (e.low == null ? text(e.value) : `${text(e.value)} (${text(e.low)} to ${text(e.high)})`);
const list = (values: (number | null)[]): string => values.map(text).join(", ");

const diversity = (v: WatchVersion) => v.diversity.flatMap((d) => [
  { name: `Hill number of order ${d.order}, equal words`, reference: ranged(d.reference), value: ranged(d.value), note: `at ${text(d.tokens)} words` },
  { name: `Hill number of order ${d.order}, equal coverage`, reference: text(d.referenceAtCoverage), value: text(d.valueAtCoverage), note: `at coverage ${text(d.coverage)}` },
]);

const repetition = (v: WatchVersion) => v.repetition.flatMap((r) => [
  { name: `distinct-${r.order}`, reference: ranged(r.referenceDistinct), value: ranged(r.distinct), note: `different ones by all, at ${text(r.tokens)}` },
  { name: `repeated ${["", "words", "bigrams", "trigrams"][r.order]}`, reference: ranged(r.referenceRepeated), value: ranged(r.repeated), note: "share that occurs more than once" },
]);

const shapes = (v: WatchVersion) => v.shapes.map((s) => ({ name: words(s.name), reference: list(s.reference), value: list(s.value), note: s.distance ? `distance ${ranged(s.distance)}` : "" }));

const models = (v: WatchVersion) => v.models.map((m) => ({
  name: m.order === 1 ? "unigram, bits to a word" : "bigram, bits to a word",
  reference: `${text(m.referenceBits)} (${list(m.referenceQuantiles)})`,
  value: `${text(m.valueBits)} (${list(m.valueQuantiles)})`,
  note: `difference ${text(m.difference.low)} to ${text(m.difference.high)}; ${m.difference.method}`,
}));

const vectors = (v: WatchVersion) => (v.vectors ? [
  ...v.vectors.quantities.map((q) => ({ name: q.name, reference: text(q.reference), value: text(q.value), note: `fresh ${text(q.freshLow)} to ${text(q.freshHigh)}` })),
  { name: "precision", reference: "", value: text(v.vectors.precision), note: "" },
  { name: "density", reference: "1", value: text(v.vectors.density), note: "" },
  { name: "Vendi score", reference: text(v.vectors.referenceVendi), value: text(v.vectors.vendi), note: "effective number of different vectors" },
  { name: "Fréchet distance", reference: "0", value: text(v.vectors.frechetDistance), note: "" },
  { name: "emptiest cluster", reference: text(emptiest(v)?.reference), value: text(emptiest(v)?.value), note: "share of vectors" },
] : []);

const emptiest = (v: WatchVersion) => [...(v.vectors?.clusters ?? [])].sort((a, b) => a.value / a.reference - b.value / b.reference)[0];
