// Where the nodes and the bands of the flow figure lie, in pixels. Both sides have the same scale: a band keeps its thickness.

export interface FlowNode {
  name: string;
  fill: string;
  /** Documents or tokens that pass through it. */
  amount: number;
}

export interface FlowLink {
  from: number;
  to: number;
  amount: number;
}

export interface PlacedNode extends FlowNode {
  y1: number;
  y2: number;
  /** Where its label stands. */
  middle: number;
}

export interface PlacedLink extends FlowLink {
  fromY1: number;
  fromY2: number;
  toY1: number;
  toY2: number;
}

export interface FlowLayout {
  height: number;
  left: PlacedNode[];
  right: PlacedNode[];
  links: PlacedLink[];
}

const labelHeight = 22;
const gap = 6;
const thinnest = 1.5;

/** Lays a flow from the left nodes to the right ones out in at least the given height. */
export function layoutFlow(left: FlowNode[], right: FlowNode[], links: FlowLink[], atLeast: number): FlowLayout {
  const longest = Math.max(left.length, right.length);
  const height = Math.max(atLeast, longest * (labelHeight + gap) + 60);
  const scale = Math.min(scaleOf(left, height), scaleOf(right, height));
  const placedLeft = place(left, scale, height);
  const placedRight = place(right, scale, height);
  const leftEnd = placedLeft.map((node) => node.y1);
  const rightEnd = placedRight.map((node) => node.y1);
  // Bands leave a node in the order of where they go, and arrive in the order of where they come from: they cross least.
  const ordered = links.filter((link) => link.amount > 0).sort((a, b) => a.from - b.from || a.to - b.to);
  const placed = ordered.map((link) => {
    const thickness = Math.max(link.amount * scale, 0.75);
    const fromY1 = leftEnd[link.from]!;
    const toY1 = rightEnd[link.to]!;
    leftEnd[link.from] = fromY1 + thickness;
    rightEnd[link.to] = toY1 + thickness;
    return { ...link, fromY1, fromY2: fromY1 + thickness, toY1, toY2: toY1 + thickness };
  });
  return { height, left: placedLeft, right: placedRight, links: placed };
}

const slot = (node: FlowNode, scale: number): number => Math.max(node.amount * scale, labelHeight);

/** Pixels per unit at which one side fills the height: each node gets room for its label however small it is. */
function scaleOf(nodes: FlowNode[], height: number): number {
  const room = height - gap * (nodes.length - 1);
  let low = 0;
  let high = room / Math.max(1e-12, Math.max(...nodes.map((node) => node.amount)));
  for (let step = 0; step < 60; step++) {
    const middle = (low + high) / 2;
    if (nodes.reduce((sum, node) => sum + slot(node, middle), 0) <= room) {
      low = middle;
    } else {
      high = middle;
    }
  }
  return low;
}

function place(nodes: FlowNode[], scale: number, height: number): PlacedNode[] {
  const used = nodes.reduce((sum, node) => sum + slot(node, scale), 0) + gap * (nodes.length - 1);
  let y = Math.max(0, (height - used) / 2);
  return nodes.map((node) => {
    const room = slot(node, scale);
    const middle = y + room / 2;
    const thickness = node.amount === 0 ? 0 : Math.max(node.amount * scale, thinnest);
    y += room + gap;
    return { ...node, y1: middle - thickness / 2, y2: middle + thickness / 2, middle };
  });
}
