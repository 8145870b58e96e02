import { DataTable } from "../components/DataTable";
import { integer, percent } from "../format";
import type { WatchVersion } from "../schema/watch";
import { alarmText } from "./WatchVerdictHead";

/** The versions in a table: how far each strays, and whether the alarm rings. */
export const Versions = ({ versions }: { versions: WatchVersion[] }) => (
  <DataTable
    caption="Versions"
    columns={[
      { header: "Version", kind: "name", cell: (v: WatchVersion) => v.corpus.name },
      { header: "Alarm", kind: "text", cell: (v: WatchVersion) => alarmText(v) },
      { header: "Documents", kind: "number", cell: (v: WatchVersion) => integer(v.corpus.documents) },
      { header: "Words", kind: "number", cell: (v: WatchVersion) => integer(v.corpus.words) },
      { header: "Shared with the reference", kind: "number", cell: (v: WatchVersion) => percent(v.sharedWithReference) },
      { header: "Different words", kind: "number", cell: (v: WatchVersion) => change(v, "types-1") },
      { header: "Bigrams", kind: "number", cell: (v: WatchVersion) => change(v, "types-2") },
      { header: "New words", kind: "number", cell: (v: WatchVersion) => change(v, "novelty-1") },
      { header: "Perplexity", kind: "number", cell: (v: WatchVersion) => perplexity(v) },
      { header: "Chance if fresh", kind: "number", cell: (v: WatchVersion) => (v.noAnswer ? "–" : v.chance < 0.0001 ? "< 0.0001" : v.chance.toFixed(4)) },
    ]}
    rows={versions}
  />
);

/** By how much a quantity differs from the reference. */
function change(version: WatchVersion, name: string): string {
  const quantity = version.quantities.find((q) => q.name === name);
  const ratio = (quantity?.value.value ?? NaN) / (quantity?.reference.value ?? NaN);
  return signed(ratio - 1);
}

function perplexity(version: WatchVersion): string {
  const model = version.models.at(-1);
  return model ? signed(model.perplexityRatio - 1) : "–";
}

const signed = (share: number): string => (Number.isFinite(share) ? `${share < 0 ? "−" : "+"}${(Math.abs(share) * 100).toFixed(1)}%` : "–");
