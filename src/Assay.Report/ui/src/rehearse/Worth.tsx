import { DataTable } from "../components/DataTable";
import { integer, limit, significant } from "../format";
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
          { header: "A synthetic word is worth", kind: "number", cell: exchange },
          { header: "Another million human words", kind: "number", cell: (row: RehearsedWorth) => significant((row.humanGain.mean / row.addedTokens) * 1e6) },
        ]}
        rows={worth}
      />
    </>
  );
}

const mean = ({ mean: value, low, high }: PairedMean): string =>
  low == null || high == null ? significant(value) : `${significant(value)} (${significant(low)} to ${significant(high)})`;

function exchange(row: RehearsedWorth): string {
  const range = row.exchangeLow == null || row.exchangeHigh == null ? "any value" : `${significant(row.exchangeLow)} to ${significant(row.exchangeHigh)}`;
  return `${significant(row.exchange)} human words (${range})`;
}
