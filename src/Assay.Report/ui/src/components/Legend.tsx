import type { ComponentChildren } from "preact";

export interface LegendItem {
  name: string;
  /** A CSS colour; "url(#hatch-unknown)" is drawn as a hatched swatch. */
  fill: string;
  /** What else stands beside the name. */
  note?: ComponentChildren;
}

/** Names and numbers of the colours of a plot. */
export const Legend = ({ items }: { items: LegendItem[] }) => (
  <ul class="legend">
    {items.map(({ name, fill, note }) => (
      <li key={name}>
        <Swatch fill={fill} /> <span class="legend-name">{name}</span>{note && <> <span class="muted">{note}</span></>}
      </li>
    ))}
  </ul>
);

const Swatch = ({ fill }: { fill: string }) => (
  <svg class="swatch" width="12" height="12" aria-hidden="true" focusable="false">
    <rect width="12" height="12" rx="2" style={{ fill }} />
  </svg>
);
