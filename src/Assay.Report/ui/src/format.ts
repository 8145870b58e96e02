// Numbers as a reader meets them. Never "0%" for something, nor "100%" for less than everything.

const grouped = new Intl.NumberFormat("en-US", { maximumFractionDigits: 0 });
const thin = "\u202f"; // narrow no-break space: a number and its unit stay together

export const integer = (value: number): string => grouped.format(value);

/** "1 document", "2,311 documents". */
export const count = (value: number, singular: string, plural = `${singular}s`): string =>
  `${integer(value)} ${value === 1 ? singular : plural}`;

/** 9,999 stays as it is; 1,234,567 is "1.2 M". */
export function compact(value: number, decimals = 1): string {
  return Math.abs(value) < 10_000 ? integer(Math.round(value)) : scaled(value, ["", "k", "M", "B", "T", "P"], decimals);
}

/** Decimal units: 28,705,284 is "28.7 MB". */
export const bytes = (value: number): string => scaled(value, ["B", "kB", "MB", "GB", "TB", "PB"]);

function scaled(value: number, units: string[], decimals = 1): string {
  let size = Math.abs(value);
  let step = 0;
  // 999.5 would print as 1,000 of the smaller unit.
  while (size >= 999.5 && step < units.length - 1) {
    size /= 1000;
    step++;
  }
  const digits = step > 0 && size < 99.95 ? decimals : 0;
  const unit = units[step] ?? "";
  return `${value < 0 ? "−" : ""}${size.toFixed(digits)}${unit === "" ? "" : thin + unit}`;
}

/** A share as a percentage: two digits below 1%, one above. */
export function percent(share: number): string {
  if (!Number.isFinite(share)) {
    return "–";
  }
  if (share === 0 || share === 1) {
    return `${share * 100}%`;
  }
  if (share > 0 && share < 0.0001) {
    return "<0.01%";
  }
  if (share > 0.9995 && share < 1) {
    return ">99.9%";
  }
  return `${percentDigits(share)}%`;
}

const percentDigits = (share: number): string => (share * 100).toFixed(Math.abs(share) < 0.00995 ? 2 : 1);

/** A limit as its author wrote it: 0.3 is "30%", 0.125 is "12.5%". */
export const limit = (share: number, digits = 4): string => `${Number((share * 100).toPrecision(digits))}%`;

/** Percentages of one interval with the same number of digits: "30.0% (27.1–32.9)". */
export function percentInterval(value: number, low: number, high: number): string {
  return low === value && high === value ? percent(value) : `${percent(value)} (${percentDigits(low)}–${percentDigits(high)})`;
}

/** How many times: "×0.94". */
export function times(ratio: number): string {
  if (!Number.isFinite(ratio)) {
    return "–";
  }
  return `×${ratio >= 100 ? ratio.toFixed(0) : ratio >= 10 ? ratio.toFixed(1) : ratio.toFixed(2)}`;
}

/** Numbers of the solver: four significant digits, an exponent where they need one. */
export function significant(value: number): string {
  const size = Math.abs(value);
  if (size === 0) {
    return "0";
  }
  if (size < 1e-3 || size >= 1e7) {
    const [mantissa, exponent] = value.toExponential(1).split("e");
    return `${mantissa}×10${superscript(Number(exponent))}`;
  }
  return new Intl.NumberFormat("en-US", { maximumSignificantDigits: 4 }).format(value).replace("-", "−");
}

const superscript = (exponent: number): string =>
  [...String(exponent)].map((digit) => (digit === "-" ? "⁻" : "⁰¹²³⁴⁵⁶⁷⁸⁹"[Number(digit)])).join("");

/** "not-sampled" reads "not sampled". */
export const words = (name: string): string => name.replaceAll("-", " ");

/** Joins as a sentence does: "a, b and c". */
export function sentenceList(items: string[]): string {
  return items.length < 2 ? items.join("") : `${items.slice(0, -1).join(", ")} and ${items[items.length - 1]}`;
}
