import type { ComponentChildren } from "preact";
import { Chart, type Drawing } from "./Chart";

interface Props {
  title: string;
  /** One or two sentences: how to read it. */
  caption: ComponentChildren;
  /** What the plot shows, in words. */
  label: string;
  draw: (width: number) => Drawing;
  legend?: ComponentChildren;
  controls?: ComponentChildren;
  /** The same numbers as a table; left out where a table stands beside the figure anyway. */
  table?: ComponentChildren;
}

/** A plot with its title, its legend and its numbers. */
export const Figure = ({ title, caption, label, draw, legend, controls, table }: Props) => (
  <figure>
    <figcaption>
      <h3>{title}</h3>
      <p>{caption}</p>
    </figcaption>
    {controls}
    {legend}
    <Chart label={label} draw={draw} />
    {table && (
      <details class="as-table">
        <summary>Show as table<span class="unseen">: {title}</span></summary>
        {table}
      </details>
    )}
  </figure>
);
