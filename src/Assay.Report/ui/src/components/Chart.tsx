import { useLayoutEffect, useRef, useState } from "preact/hooks";

export type Drawing = SVGSVGElement | HTMLElement;

interface Props {
  /** What a reader who does not see the plot should know. */
  label: string;
  /** Draws the plot at a width in pixels. */
  draw: (width: number) => Drawing;
}

/** A plot that is drawn again whenever its room changes. */
export function Chart({ label, draw }: Props) {
  const host = useRef<HTMLDivElement>(null);
  const [width, setWidth] = useState(0);

  useLayoutEffect(() => {
    const element = host.current!;
    const measure = () => setWidth(Math.floor(element.getBoundingClientRect().width));
    measure();
    const observer = new ResizeObserver(measure);
    observer.observe(element);
    return () => observer.disconnect();
  }, []);

  useLayoutEffect(() => {
    if (width > 0) {
      const drawing = draw(width);
      drawing.setAttribute("role", "img");
      drawing.setAttribute("aria-label", label);
      // An image has one name: Plot also names its groups, which no reader reaches and ARIA does not allow there.
      for (const part of drawing.querySelectorAll("[aria-label], [aria-description]")) {
        part.removeAttribute("aria-label");
        part.removeAttribute("aria-description");
      }
      host.current!.replaceChildren(drawing);
    }
  }, [draw, label, width]);

  return <div class="chart" ref={host} />;
}
