import { useEffect, useState } from "preact/hooks";

export interface Entry {
  id: string;
  title: string;
}

/** The parts of the report as links: a column beside the text on a wide page, a list to open on a narrow one. */
export function Contents({ entries }: { entries: Entry[] }) {
  const current = useCurrent(entries);
  const list = (
    <ol>
      {entries.map(({ id, title }) => (
        <li key={id}><a href={`#${id}`} aria-current={id === current ? "true" : undefined}>{title}</a></li>
      ))}
    </ol>
  );
  return (
    <>
      <nav class="contents wide" aria-label="Contents">{list}</nav>
      <nav class="narrow" aria-label="Contents">
        <details class="contents">
          <summary>Contents</summary>
          {list}
        </details>
      </nav>
    </>
  );
}

/** The part that stands at the upper third of the window. */
function useCurrent(entries: Entry[]): string {
  const [current, setCurrent] = useState("");
  useEffect(() => {
    const observer = new IntersectionObserver(
      (changes) => {
        const entered = changes.find((change) => change.isIntersecting);
        if (entered) {
          setCurrent(entered.target.id);
        }
      },
      { rootMargin: "-20% 0px -75% 0px" },
    );
    for (const { id } of entries) {
      const part = document.getElementById(id);
      if (part) {
        observer.observe(part);
      }
    }
    return () => observer.disconnect();
  }, [entries]);
  return current;
}
