import { upperEnd } from "../estimateText";
import { count } from "../format";
import type { MixResult } from "../schema/mix";

export interface VerdictText {
  /** The word of a status: held, not-promised, or no-floor where nothing was asked. */
  status: string;
  text: string;
}

/** How the mix keeps its policy, from the worst: not promised, held. A mix that breaks a limit is never written. */
export function judge(result: MixResult): VerdictText {
  const statuses = statusesOf(result);
  const number = (status: string) => statuses.filter((candidate) => candidate === status).length;
  const open = number("not-promised");
  if (statuses.length === 0) {
    return { status: "no-floor", text: "The policy sets no limits" };
  }
  return open > 0
    ? { status: "not-promised", text: `${count(number("held"), "limit")} held, ${open} not promised` }
    : { status: "held", text: statuses.length === 1 ? "The limit is held" : `All ${statuses.length} limits held` };
}

/** Constraints, and the floors of strata that no constraint speaks of. */
function statusesOf({ constraints, strata }: MixResult): string[] {
  const named = new Set(constraints.map((constraint) => constraint.name));
  const floors = strata.filter((stratum) => stratum.floor != null && !named.has(`floor ${stratum.dimension}=${stratum.value}`));
  return [...constraints.map((constraint) => constraint.status), ...floors.map((stratum) => stratum.status)];
}

/** Whether the cap holds by the numbers themselves; null where one of them is missing. */
export function capHolds({ syntheticShare: { after, cap } }: MixResult): boolean | null {
  const upper = upperEnd(after);
  return cap == null || upper == null ? null : upper <= cap + 1e-9;
}
