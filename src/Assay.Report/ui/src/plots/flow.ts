import * as Plot from "@observablehq/plot";
import { compact, percent } from "../format";
import { fitText, textWidth } from "../measureText";
import { layoutFlow, type FlowLink, type FlowNode, type PlacedLink, type PlacedNode } from "./flowLayout";
import { narrowWidth } from "./labelledRows";

const nodeWidth = 12;

/** Bands from where documents came to where they went. */
export function drawFlow(width: number, left: FlowNode[], right: FlowNode[], links: FlowLink[], unit: string): SVGSVGElement | HTMLElement {
  const narrow = width < narrowWidth;
  const layout = layoutFlow(left, right, links, narrow ? 300 : 360);
  const total = right.reduce((sum, node) => sum + node.amount, 0);
  const rightLabel = (node: PlacedNode) => `${node.name}  ${narrow ? compact(node.amount) : `${compact(node.amount)} · ${percent(node.amount / total)}`}`;
  const leftLabel = (node: PlacedNode) => `${node.name}  ${compact(node.amount)}`;
  // Wide: labels outside of the nodes. Narrow: over the bands, with a halo.
  const widest = (texts: string[], most: number) => Math.min(most, Math.max(...texts.map((text) => textWidth(text)))) + 12;
  const marginLeft = narrow ? 0 : widest(layout.left.map(leftLabel), width * 0.25);
  const marginRight = narrow ? 0 : widest(layout.right.map(rightLabel), width * 0.27);
  const x1 = marginLeft;
  const x2 = width - marginRight;
  const bands = layout.links.flatMap((link) => [
    { link, x: x1 + nodeWidth, y1: link.fromY1, y2: link.fromY2 },
    { link, x: x2 - nodeWidth, y1: link.toY1, y2: link.toY2 },
  ]);
  const tooltip = ({ from, to, amount }: PlacedLink) => `${left[from]!.name} → ${right[to]!.name}: ${compact(amount)} ${unit}`;
  return Plot.plot({
    className: "plot",
    width,
    height: layout.height,
    margin: 0,
    axis: null,
    x: { type: "identity" },
    y: { type: "identity" },
    color: { type: "identity" },
    marks: [
      Plot.areaY(bands, { x: "x", y1: "y1", y2: "y2", z: (band) => band.link, fill: (band) => left[band.link.from]!.fill, fillOpacity: 0.42, curve: "bump-x" }),
      nodes(layout.left, x1),
      nodes(layout.right, x2 - nodeWidth),
      labels(layout.left, leftLabel, narrow, "left", narrow ? nodeWidth + 6 : x1 - 8, narrow ? width * 0.46 : marginLeft - 8),
      labels(layout.right, rightLabel, narrow, "right", narrow ? width - nodeWidth - 6 : x2 + 8, narrow ? width * 0.46 : marginRight - 8),
      Plot.tip(layout.links, Plot.pointer({ x: () => (x1 + x2) / 2, y: (link) => (link.fromY1 + link.fromY2 + link.toY1 + link.toY2) / 4, title: tooltip, maxRadius: 200 })),
    ],
  });
}

const nodes = (placed: PlacedNode[], x: number): Plot.Markish =>
  Plot.rect(placed, { x1: () => x, x2: () => x + nodeWidth, y1: "y1", y2: "y2", fill: "fill" });

function labels(placed: PlacedNode[], label: (node: PlacedNode) => string, narrow: boolean, side: "left" | "right", x: number, room: number): Plot.Markish {
  const inward = narrow ? { left: "start", right: "end" } as const : { left: "end", right: "start" } as const;
  const halo = narrow ? { stroke: "var(--paper)", strokeWidth: 4 } : {};
  return Plot.text(placed, { x: () => x, y: "middle", text: (node: PlacedNode) => cut(label(node), room), textAnchor: inward[side], fill: "var(--ink)", ...halo });
}

/** Cuts the name of a label and leaves its number, which stands behind two spaces, whole. */
function cut(label: string, room: number): string {
  const split = label.lastIndexOf("  ");
  const number = label.slice(split);
  return `${fitText(label.slice(0, split), room - textWidth(number))}${number.replace("  ", "\u2002")}`;
}
