import type { RehearsedVariation } from "../schema/rehearse";
import { bits } from "./bits";

/** What the policy's rise does from the proxy that learns the corpus least to the one that learns it best, and no further. */
export function proxyTrend(rows: RehearsedVariation[]): string {
  const loss = (row: RehearsedVariation) => row.arms[0]!.generations[0]!.heldOutBits.mean;
  const ordered = [...rows].sort((a, b) => loss(b) - loss(a));
  const [worst, best] = [ordered[0]!, ordered.at(-1)!];
  const [from, to] = [riseOf(worst), riseOf(best)];
  const limits = "It is the trend over these proxies; it is not drawn on to larger models.";
  if (worst === best || from.low == null || from.high == null || to.low == null || to.high == null) {
    return "One proxy shows no trend.";
  }
  const ends = `from ${bits(from.mean)} bits with ${worst.value} to ${bits(to.mean)} with ${best.value}, which learns the corpus best`;
  if (to.high < from.low) {
    return `The policy's rise falls ${ends}. ${limits}`;
  }
  return to.low > from.high
    ? `The policy's rise grows ${ends}: the proxies give no comfort about a larger model. ${limits}`
    : `Between ${worst.value} and ${best.value}, which learns the corpus best, the policy's rise does not differ beyond its intervals. ${limits}`;
}

const riseOf = (row: RehearsedVariation) => row.arms.find((arm) => arm.regime === "policy")!.generations.at(-1)!.rise;
