import { useCallback } from "preact/hooks";
import { DataTable } from "../components/DataTable";
import { Figure } from "../components/Figure";
import { Legend } from "../components/Legend";
import { integer, significant } from "../format";
import { drawWatchCourse, type WatchPoint } from "../plots/watchCourse";
import type { WatchVersion } from "../schema/watch";

const grams = ["", "words", "bigrams", "trigrams"];

const meanings: Record<string, (order: number) => [title: string, caption: string]> = {
  types: (order) => [`Different ${grams[order]}`, "At equal words, by whole blocks of documents. Rare types vanish first."],
  "hapax-share": (order) => [`${capital(grams[order] ?? "")} that occur once`, "Their share among all types, at equal words."],
  "unseen-mass": (order) => [`Chance that the next of the ${grams[order]} is new`, "Good and Turing's estimate: types that occur once, by tokens, at equal words."],
  novelty: (order) => [`New ${grams[order]}`, "Types that the reference does not have, by tokens of documents that it does not have. Fresh text always brings some; a copy brings none."],
  entropy: () => ["Spread of the common words", "Entropy in nats over hash buckets of words. It falls late; half of the effective number of words is gone when it has fallen by 0.69."],
  share: () => ["Share of the words", "A stratum rings when less than its floor is left."],
};

const capital = (word: string): string => word.charAt(0).toUpperCase() + word.slice(1);

/** One quantity over the versions. */
export function QuantityCourse({ versions, name }: { versions: WatchVersion[]; name: string }) {
  const points: WatchPoint[] = versions.flatMap((version, i) => {
    const quantity = version.quantities.find((q) => q.name === name);
    return quantity ? [{ version: version.corpus.name, index: i + 1, quantity }] : [];
  });
  const draw = useCallback((width: number) => drawWatchCourse(width, points), [versions, name]);
  const first = points[0]?.quantity;
  if (!first) {
    return null;
  }
  const [title, caption] = meanings[first.measure]?.(first.order) ?? [name, ""];
  const ringing = points.filter((p) => p.quantity.rings).map((p) => p.version);
  return (
    <Figure
      title={first.stratum ? `${title}, ${first.stratum}` : title}
      caption={<>{caption}{!first.inFamily && " Shown only: it cannot ring here."}</>}
      label={`${title} over ${points.length} versions. ${ringing.length > 0 ? `It rings in ${ringing.join(", ")}.` : "It stays above the alarm line."}`}
      draw={draw}
      legend={<Legend items={[
        { name: "version", fill: "var(--ink)", note: "with its 95% interval over documents" },
        { name: "reference", fill: "var(--human)", note: "and where 95% of fresh versions lie" },
        ...(first.inFamily ? [{ name: "alarm line", fill: "var(--synthetic)", note: "below it, a version rings (◆)" }] : []),
      ]} />}
      table={
        <DataTable
          caption={`${title} by version`}
          columns={[
            { header: "Version", kind: "name", cell: (p: WatchPoint) => p.version },
            { header: "Value", kind: "number", cell: (p: WatchPoint) => text(p.quantity.value.value) },
            { header: "Low", kind: "number", cell: (p: WatchPoint) => text(p.quantity.value.low) },
            { header: "High", kind: "number", cell: (p: WatchPoint) => text(p.quantity.value.high) },
            { header: "Reference", kind: "number", cell: (p: WatchPoint) => text(p.quantity.reference.value) },
            { header: "Alarm line", kind: "number", cell: (p: WatchPoint) => text(p.quantity.line) },
            { header: "Deviations", kind: "number", cell: (p: WatchPoint) => p.quantity.deviation.toFixed(1).replace("-", "−") },
            { header: "At tokens", kind: "number", cell: (p: WatchPoint) => integer(p.quantity.tokens) },
          ]}
          rows={points}
        />
      }
    />
  );
}

const text = (value: number | null | undefined): string => (value == null ? "–" : significant(value));
