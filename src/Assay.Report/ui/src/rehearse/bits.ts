import type { PairedMean } from "../schema/rehearse";

/** Bits per word with three decimals: finer is noise, and the numbers of a column line up. */
export const bits = (value: number): string => value.toFixed(3).replace(/^-(?=.*[1-9])/, "−").replace("-", "");

/** A mean with its interval where it has one. */
export const bitsWithin = ({ mean, low, high }: PairedMean): string => (low == null || high == null ? bits(mean) : `${bits(mean)} (${bits(low)} to ${bits(high)})`);
