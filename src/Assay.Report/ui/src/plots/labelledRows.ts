import { fitText, textWidth } from "../measureText";

/** Below this width in pixels a plot is drawn for a phone. */
export const narrowWidth = 560;

/** Where the names and the values of a plot of horizontal rows stand. */
export interface RowLayout {
  narrow: boolean;
  marginLeft: number;
  marginRight: number;
  /** Height of a row in pixels. */
  row: number;
  /** Offset of the row's marks below the middle of the row. */
  markOffset: number;
  /** How far below the top of the row its marks may begin. */
  markTop: number;
  /** The name of a row, cut to its room. */
  name: (full: string, value: string) => string;
}

/**
 * Wide: names in a margin on the left, values in a margin on the right.
 * Narrow: both on a line of their own above the row's marks, so that the plot keeps the whole width.
 */
export function layoutRows(width: number, names: string[], values: string[]): RowLayout {
  if (width < narrowWidth) {
    return {
      narrow: true,
      marginLeft: 10,
      marginRight: 20,
      row: 44,
      markOffset: 9,
      markTop: 20,
      name: (full, value) => fitText(full, width - 34 - textWidth(value)),
    };
  }
  const widest = (texts: string[], limit: number) => Math.min(limit, Math.max(0, ...texts.map((text) => textWidth(text))));
  const nameRoom = widest(names, Math.min(260, width * 0.28));
  return {
    narrow: false,
    marginLeft: Math.ceil(nameRoom) + 16,
    marginRight: Math.ceil(widest(values, 210)) + 20,
    row: names.length > 4 ? 32 : 42,
    markOffset: 0,
    markTop: 0,
    name: (full) => fitText(full, nameRoom + 1),
  };
}
