import * as Plot from "@observablehq/plot";
import { percent } from "../format";
import { fitText, textWidth } from "../measureText";
import { narrowWidth } from "./labelledRows";

export interface StackedPart {
  name: string;
  fill: string;
  /** Ink for text on the fill. */
  ink: string;
  before: number;
  after: number;
}

interface Segment {
  part: StackedPart;
  x1: number;
  x2: number;
  share: number;
}

interface Side {
  title: string;
  top: number;
  segments: Segment[];
}

const barHeight = 34;
const gap = 40;

/** Two stacked bars of shares, the corpus as found above the mix, with bands between that show what grew and what shrank. */
export function drawStackedPair(width: number, parts: StackedPart[]): SVGSVGElement | HTMLElement {
  const narrow = width < narrowWidth;
  const left = narrow ? 0 : 84;
  const titleRoom = narrow ? 18 : 0;
  const room = width - left - 1;
  const before: Side = { title: "as found", top: titleRoom, segments: stack(parts, (part) => part.before, left, room) };
  const after: Side = { title: "in the mix", top: titleRoom * 2 + barHeight + gap, segments: stack(parts, (part) => part.after, left, room) };
  const bands = parts.flatMap((part, index) => {
    const from = before.segments[index]!;
    const to = after.segments[index]!;
    return [
      { part, y: before.top + barHeight, x1: from.x1, x2: from.x2 },
      { part, y: after.top, x1: to.x1, x2: to.x2 },
    ];
  });
  return Plot.plot({
    className: "plot",
    width,
    height: after.top + barHeight + 1,
    margin: 0,
    axis: null,
    x: { type: "identity" },
    y: { type: "identity" },
    color: { type: "identity" },
    marks: [
      Plot.areaX(bands, { y: "y", x1: "x1", x2: "x2", z: (band) => band.part, fill: (band) => band.part.fill, fillOpacity: 0.16, curve: "bump-y" }),
      [before, after].map((side) => sideMarks(side, narrow, left)),
      Plot.tip(
        [before, after].flatMap((side) => side.segments.filter((segment) => segment.share > 0).map((segment) => ({ ...segment, side }))),
        Plot.pointer({
          x: (s) => (s.x1 + s.x2) / 2,
          y: (s) => s.side.top + barHeight / 2,
          title: (s) => `${s.part.name}, ${s.side.title}: ${percent(s.share)}`,
          maxRadius: 120,
        }),
      ),
    ],
  });
}

function stack(parts: StackedPart[], value: (part: StackedPart) => number, left: number, room: number): Segment[] {
  const total = parts.reduce((sum, part) => sum + value(part), 0);
  let x = left;
  return parts.map((part) => {
    const share = total > 0 ? value(part) / total : 0;
    const segment = { part, x1: x, x2: x + share * room, share };
    x = segment.x2;
    return segment;
  });
}

function sideMarks({ title, top, segments }: Side, narrow: boolean, left: number): Plot.Markish[] {
  const shown = segments.filter((segment) => segment.x2 > segment.x1);
  // Bold text is a little wider than it is measured.
  const label = ({ part, share, x1, x2 }: Segment) => {
    const room = (x2 - x1 - 10) * 0.93;
    const long = `${part.name} ${percent(share)}`;
    return textWidth(long) <= room ? long : room > 64 ? fitText(part.name, room) : textWidth(part.name) <= room ? part.name : "";
  };
  const middle = top + barHeight / 2;
  return [
    Plot.text([title], { x: () => (narrow ? 0 : left - 12), y: () => (narrow ? top - 9 : middle), text: (text: string) => text, textAnchor: narrow ? "start" : "end", fill: "var(--muted)" }),
    Plot.rect(shown, { x1: "x1", x2: "x2", y1: () => top, y2: () => top + barHeight, fill: (s: Segment) => s.part.fill, insetLeft: 0.5, insetRight: 0.5 }),
    [false, true].map((hatched) => Plot.text(shown.filter((s) => s.part.fill.startsWith("url(") === hatched), {
      x: (s: Segment) => (s.x1 + s.x2) / 2,
      y: () => middle,
      text: label,
      fill: (s: Segment) => s.part.ink,
      fontWeight: 600,
      ...(hatched ? { stroke: "var(--unknown-ground)", strokeWidth: 5 } : {}),
    })),
  ];
}
