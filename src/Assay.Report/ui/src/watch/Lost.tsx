import { Choice } from "../components/Choice";
import { DataTable } from "../components/DataTable";
import { Nothing } from "../components/Nothing";
import { integer, percent, sentenceList } from "../format";
import { useState } from "preact/hooks";
import type { LostWord, RetentionBand, WatchVersion } from "../schema/watch";

/** What a version has lost, by name: strata, words, and how much of each band of rarity it still has. */
export function Lost({ versions }: { versions: WatchVersion[] }) {
  const names = versions.map((v) => v.corpus.name);
  const [name, setName] = useState(versions.findLast((v) => v.rings)?.corpus.name ?? names.at(-1)!);
  const version = versions.find((v) => v.corpus.name === name)!;
  return (
    <>
      {names.length > 1 && <Choice label="Version" options={names} value={name} onChange={setName} />}
      {version.lostStrata.length > 0 && <p>Strata that fell below the alarm line: {sentenceList(version.lostStrata)}.</p>}
      <h3>Words of the reference that {version.corpus.name} lacks</h3>
      {version.lostWords.length === 0
        ? <Nothing>None of the words whose spelling is known.</Nothing>
        : <>
            <p>The most widespread first. Fresh text lacks some as well: the last column says how many of the words as widespread it would.</p>
            <DataTable
              caption="Lost words"
              columns={[
                { header: "Word", kind: "name", cell: (w: LostWord) => w.word },
                { header: "In the reference", kind: "number", cell: (w: LostWord) => integer(w.count) },
                { header: "Blocks of documents, of 64", kind: "number", cell: (w: LostWord) => integer(w.blocks) },
                { header: "Fresh text lacks", kind: "number", cell: (w: LostWord) => percent(w.freshLoss) },
              ]}
              rows={version.lostWords}
            />
          </>}
      <h3>How much of the reference's words it still has</h3>
      <p>Retention misleads and rings no alarm: fresh text keeps few of a reference's rare words, a copy of the reference keeps many.</p>
      {version.retention.slice(0, 2).map(({ order, bands }) => (
        <DataTable
          key={order}
          caption={order === 1 ? "Words" : "Bigrams"}
          columns={[
            { header: "Found in blocks, of 64", kind: "name", cell: (b: RetentionBand) => (b.least === b.most ? String(b.least) : `${b.least}–${b.most}`) },
            { header: "Types", kind: "number", cell: (b: RetentionBand) => integer(b.types) },
            { header: "Kept", kind: "number", cell: (b: RetentionBand) => percent(b.kept) },
            { header: "Interval", kind: "number", cell: (b: RetentionBand) => (b.low == null || b.high == null ? "–" : `${percent(b.low)} to ${percent(b.high)}`) },
            { header: "Fresh text would keep", kind: "number", cell: (b: RetentionBand) => (b.fresh == null ? "–" : percent(b.fresh)) },
          ]}
          rows={bands}
        />
      ))}
    </>
  );
}
