import { DataTable } from "../components/DataTable";
import { integer, limit } from "../format";
import type { PairedMean, RehearsedWorth } from "../schema/rehearse";

/** What more human text buys, and what it exchanges for. */
export function Worth({ worth }: { worth: RehearsedWorth[] }) {
  return (
    <>
      <p>
        What {integer(worth[0]?.addedTokens ?? 0)} more words bring to a mix of a given synthetic share: the fall of held-out loss, in
        bits per word, when people wrote them and when the proxy did. The slope is local: it says nothing about ten times as much.
      </p>
      <DataTable
        caption="Worth of human text"
        columns={[
          { header: "Synthetic share", kind: "name", cell: (row: RehearsedWorth) => limit(row.share) },
          { header: "Human words bring", kind: "number", cell: (row: RehearsedWorth) => mean(row.humanGain) },
          { header: "Synthetic words bring", kind: "number", cell: (row: RehearsedWorth) => mean(row.syntheticGain) },
          { header: "Human words that a synthetic one is worth", kind: "number", cell: exchange },
          { header: "Another million human words", kind: "number", cell: (row: RehearsedWorth) => fixed((row.humanGain.mean / row.addedTokens) * 1e6, 2) },
        ]}
        rows={worth}
      />
    </>
  );
}

export const mean = ({ mean: value, low, high }: PairedMean): string => (low == null || high == null ? fixed(value, 4) : `${fixed(value, 4)} (${fixed(low, 4)} to ${fixed(high, 4)})`);

/** Numbers of one column with the same number of decimals. */
const fixed = (value: number, decimals: number): string => value.toFixed(decimals).replace("-", "−");

export function exchange(row: RehearsedWorth): string {
  const range = row.exchangeLow == null || row.exchangeHigh == null ? "any value" : `${fixed(row.exchangeLow, 3)} to ${fixed(row.exchangeHigh, 3)}`;
  return `${fixed(row.exchange, 3)} (${range})`;
}
