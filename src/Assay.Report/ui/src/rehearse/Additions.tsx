import { DataTable } from "../components/DataTable";
import { integer, limit } from "../format";
import type { RehearsedAddition, RehearsedPolicy, RehearsedWorth } from "../schema/rehearse";
import { exchange, mean } from "./Worth";

/** What would another ten million human words buy? What was measured, and what cannot be said. */
export function Additions({ policy }: { policy: RehearsedPolicy }) {
  const measured = policy.additions.flatMap(({ worth }) => (worth ? [worth] : []));
  const beyond = policy.additions.filter(({ worth }) => !worth);
  const largest = measured.at(-1);
  return (
    <>
      <h3>What would more human words buy?</h3>
      <p>
        {largest && <>Measured at a synthetic share of {limit(largest.share)}, the policy's own: the last so many words of the corpus are left out and put back. </>}
        {beyond.length > 0 && largest && (
          <>
            The human text has {integer(policy.humanTokens)} words, and at most half of it can be left out. So nothing here says what{" "}
            {beyond.map(({ tokens }) => integer(tokens)).join(" or ")} more would buy; the largest amount measured, {integer(largest.addedTokens)}, brought{" "}
            {mean(largest.humanGain)} bits per word. {diminishing(measured)}
          </>
        )}
      </p>
      <DataTable
        caption="What more human words buy"
        columns={[
          { header: "More words", kind: "name", cell: (row: RehearsedAddition) => integer(row.worth?.addedTokens ?? row.tokens) },
          { header: "Human words bring, bits per word", kind: "number", cell: (row: RehearsedAddition) => (row.worth ? mean(row.worth.humanGain) : "more than can be left out") },
          { header: "Synthetic words bring", kind: "number", cell: (row: RehearsedAddition) => (row.worth ? mean(row.worth.syntheticGain) : "–") },
          { header: "Human words that a synthetic one is worth", kind: "number", cell: (row: RehearsedAddition) => (row.worth ? exchange(row.worth) : "–") },
        ]}
        rows={policy.additions}
      />
    </>
  );
}

/** Whether a word of a large amount brings less than one of a small amount: what makes drawing the line on misleading. */
function diminishing(measured: RehearsedWorth[]): string {
  const [first, last] = [measured[0]!, measured.at(-1)!];
  const perWord = (row: RehearsedWorth, gain: number | null | undefined) => (gain == null ? null : gain / row.addedTokens);
  const [low, high] = [perWord(last, last.humanGain.low), perWord(first, first.humanGain.high)];
  return low != null && high != null && low > high
    ? "A word left out of the larger amount cost more than one of the smaller: each next word brings less, so a straight line from here would promise too much."
    : "";
}
