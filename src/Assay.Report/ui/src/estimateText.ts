import type { Estimate } from "./schema/estimate";
import { percent, percentInterval } from "./format";

/** A share as text: "30.0% (27.1–32.9)", "at most 32.9%", "no answer". */
export function shareText(estimate: Estimate): string {
  const { value, low, high, answer } = estimate;
  if (answer === "none") {
    return "no answer";
  }
  if (answer === "estimate" && value != null) {
    return low != null && high != null ? percentInterval(value, low, high) : percent(value);
  }
  return boundText(low, high) ?? (value != null ? percent(value) : "no answer");
}

function boundText(low: number | null | undefined, high: number | null | undefined): string | null {
  // A lower end of 0 and an upper end of 1 say nothing.
  const from = low != null && low > 0 ? low : null;
  const to = high != null && high < 1 ? high : null;
  if (from != null && to != null) {
    return from === to ? percent(to) : `${percent(from)} to ${percent(to)}`;
  }
  if (to != null) {
    return `at most ${percent(to)}`;
  }
  if (from != null) {
    return `at least ${percent(from)}`;
  }
  return low != null || high != null ? "anything from 0% to 100%" : null;
}

/** What a cap binds: the upper end; the point where there is no interval; null where nothing can be said. */
export function upperEnd(estimate: Estimate): number | null {
  return estimate.answer === "none" ? null : (estimate.high ?? (estimate.answer === "estimate" ? (estimate.value ?? null) : null));
}

/** The upper end as text: "at most 24.7%", or the point when it has no interval. */
export function upperText(estimate: Estimate): string {
  const upper = upperEnd(estimate);
  if (upper == null) {
    return shareText(estimate);
  }
  return estimate.low === estimate.high ? percent(upper) : `at most ${percent(upper)}`;
}
