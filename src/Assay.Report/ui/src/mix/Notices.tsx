import { useState } from "preact/hooks";

interface Props {
  warnings: string[];
  assumptions: string[];
}

/** What a reader must know before the numbers: warnings, and assumptions that nobody measured. */
export const Notices = ({ warnings, assumptions }: Props) => (
  <>
    <NoticeList id="warnings" title={warnings.length === 1 ? "A warning" : "Warnings"} kind="warning" items={warnings} />
    <NoticeList id="assumptions" title={assumptions.length === 1 ? "An assumption these numbers stand on" : "Assumptions these numbers stand on"} kind="assumption" items={assumptions} />
  </>
);

const shownAtFirst = 5;

function NoticeList({ id, title, kind, items }: { id: string; title: string; kind: string; items: string[] }) {
  const [all, setAll] = useState(false);
  if (items.length === 0) {
    return null;
  }
  return (
    <section class={`notice ${kind}`} aria-labelledby={`${id}-title`}>
      <h2 id={`${id}-title`}>{title}</h2>
      <ul class={all ? "all" : ""}>
        {items.map((item, index) => <li key={index} class={index < shownAtFirst ? undefined : "rest"}>{item}</li>)}
      </ul>
      {items.length > shownAtFirst && (
        <button type="button" class="more" aria-expanded={all} onClick={() => setAll(!all)}>
          {all ? `Show the first ${shownAtFirst}` : `Show all ${items.length}`}
        </button>
      )}
    </section>
  );
}
