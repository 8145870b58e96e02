import type { Regime } from "../schema/rehearse";

const strokes: Record<Regime, string> = {
  policy: "var(--ink)",
  human: "var(--human)",
  replace: "var(--synthetic)",
  "accumulate-subsample": "var(--mixed)",
  accumulate: "var(--unknown)",
};

/** The colour of an arm in every figure. */
export const armStroke = (regime: Regime): string => strokes[regime];
