// Colours are CSS variables, so that a change between light and dark needs no new drawing.

/** The order in which origins stand everywhere. */
export const originOrder = ["human", "synthetic", "mixed", "unknown"] as const;

/** Place in that order; words it does not have come last. */
export function originRank(origin: string): number {
  const rank = (originOrder as readonly string[]).indexOf(origin);
  return rank < 0 ? originOrder.length : rank;
}

/** Fill of an origin. Unknown is hatched: what nobody knows is no solid colour, also in print and to the colour-blind. */
export function originFill(origin: string): string {
  switch (origin) {
    case "human":
    case "synthetic":
    case "mixed":
      return `var(--${origin})`;
    default:
      return "url(#hatch-unknown)";
  }
}

/** The plain colour of an origin, for lines and dots. */
export const originStroke = (origin: string): string => (isKnown(origin) ? `var(--${origin})` : "var(--unknown)");

/** Ink for text that lies on the fill. */
export const originInk = (origin: string): string => (isKnown(origin) ? "var(--on-fill)" : "var(--ink)");

const isKnown = (origin: string): boolean => origin === "human" || origin === "synthetic" || origin === "mixed";

/** Fill of a depth: 0 is human; each model between a document and a human makes the synthetic colour deeper. */
export function depthFill(depth: string): string {
  const number = Number(depth);
  if (depth === "" || !Number.isInteger(number)) {
    return "url(#hatch-unknown)";
  }
  return number <= 0 ? "var(--human)" : (deeper[Math.min(number, deeper.length) - 1] ?? deeper[0]!).fill;
}

/** Ink on a depth's fill. */
export function depthInk(depth: string): string {
  const number = Number(depth);
  if (depth === "" || !Number.isInteger(number)) {
    return "var(--ink)";
  }
  return number <= 0 ? "var(--on-fill)" : (deeper[Math.min(number, deeper.length) - 1] ?? deeper[0]!).ink;
}

const deeper = [
  { fill: "color-mix(in oklab, var(--synthetic) 45%, var(--paper))", ink: "var(--ink)" },
  { fill: "color-mix(in oklab, var(--synthetic) 75%, var(--paper))", ink: "var(--on-middle)" },
  { fill: "var(--synthetic)", ink: "var(--on-fill)" },
  { fill: "color-mix(in oklab, var(--synthetic) 75%, var(--ink))", ink: "var(--on-fill)" },
  { fill: "color-mix(in oklab, var(--synthetic) 50%, var(--ink))", ink: "var(--on-fill)" },
];
