import type { ComponentChildren } from "preact";

const Key = ({ name, children }: { name: string; children: ComponentChildren }) => (
  <li>
    <svg class="swatch" width="18" height="14" viewBox="0 0 18 14" aria-hidden="true" focusable="false">{children}</svg> <span class="legend-name">{name}</span>
  </li>
);

/** The marks of the strata plots. */
export const StrataLegend = () => (
  <ul class="legend">
    <Key name="anchor"><path d="M9 0V14" style={{ stroke: "var(--ink)", strokeWidth: 2 }} /></Key>
    <Key name="below the floor"><rect width="14" height="14" style={{ fill: "var(--bad-ground)" }} /><path d="M14 0V14" style={{ stroke: "var(--bad)", strokeWidth: 2, strokeDasharray: "3 2" }} /></Key>
    <Key name="before"><circle cx="9" cy="7" r="4" style={{ fill: "var(--paper)", stroke: "var(--muted)", strokeWidth: 1.5 }} /></Key>
    <Key name="after, floor held"><circle cx="9" cy="7" r="5" style={{ fill: "var(--good)" }} /></Key>
    <Key name="after, not promised"><path d="M9 0L14 7L9 14L4 7Z" style={{ fill: "var(--warn)" }} /></Key>
    <Key name="after, no floor"><rect x="4.5" y="2.5" width="9" height="9" style={{ fill: "var(--unknown)" }} /></Key>
  </ul>
);
