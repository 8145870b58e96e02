import type { ComponentChildren } from "preact";
import { useLayoutEffect, useRef, useState } from "preact/hooks";

interface Props {
  label: string;
  class?: string;
  children: ComponentChildren;
}

/** Room for what may be wider than the page: it scrolls by itself and, when there is something to scroll, takes the focus. */
export function Scroll({ label, class: className = "", children }: Props) {
  const host = useRef<HTMLDivElement>(null);
  const [overflows, setOverflows] = useState(false);

  useLayoutEffect(() => {
    const element = host.current!;
    const measure = () => setOverflows(element.scrollWidth > element.clientWidth || element.scrollHeight > element.clientHeight);
    measure();
    const observer = new ResizeObserver(measure);
    observer.observe(element);
    return () => observer.disconnect();
  });

  const focus = overflows ? { tabIndex: 0, role: "region", "aria-label": label } as const : {};
  return <div class={`scroll ${className}`} ref={host} {...focus}>{children}</div>;
}
