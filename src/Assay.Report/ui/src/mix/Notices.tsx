import { useState } from "preact/hooks";
import type { RemovalSummary } from "../schema/mix";
import { count, sentenceList } from "../format";

interface Props {
  warnings: string[];
  assumptions: string[];
  removal: RemovalSummary | null | undefined;
}

/** What a reader must know before the numbers: what was taken out, warnings, and assumptions that nobody measured. */
export const Notices = ({ warnings, assumptions, removal }: Props) => (
  <>
    <NoticeList id="removal" title="Taken out on demand" kind="assumption" items={removal ? [removedText(removal)] : []} />
    <NoticeList id="warnings" title={warnings.length === 1 ? "A warning" : "Warnings"} kind="warning" items={warnings} />
    <NoticeList id="assumptions" title={assumptions.length === 1 ? "An assumption these numbers stand on" : "Assumptions these numbers stand on"} kind="assumption" items={assumptions} />
  </>
);

/** What `assay remove` did, without a word of what it took out. */
function removedText({ sources, documents, removedFrom }: RemovalSummary): string {
  const what = sources.length > 0 ? `The source ${sentenceList(sources)} (${count(documents, "record")} in all) was` : `${count(documents, "record")} ${documents === 1 ? "was" : "were"}`;
  return `${what} taken out of an earlier mix, whose manifest has the SHA-256 ${removedFrom}; this mix was composed again from what remains.`;
}

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
