import { Nothing } from "../components/Nothing";
import { count, integer, percent } from "../format";
import type { DuplicateExample, DuplicateMember, DuplicateSummary } from "../schema/mix";
import { diffWords } from "./wordDiff";

/** Clusters of copies: how many, by which rule, and some to look at. */
export function Duplicates({ duplicates }: { duplicates: DuplicateSummary }) {
  const { exact, near, bands, rows, clusters, exactMerged, nearMerged, examples } = duplicates;
  if (!exact && near == null) {
    return <Nothing>The policy keeps duplicates.</Nothing>;
  }
  return (
    <>
      <p>
        {clusters === 0 ? "No two documents are copies of each other." : `${count(clusters, "cluster")} of two or more documents. `}
        {exact && clusters > 0 && `${count(exactMerged.documents, "exact copy", "exact copies")} merged (${percentOf(exactMerged.tokens, nearMerged.tokens)}). `}
        {near != null && clusters > 0 && `${count(nearMerged.documents, "near copy", "near copies")} merged. `}
        {near != null && `Two documents are near copies from an estimated Jaccard of ${near}, measured on ${bands} bands of ${rows} rows.`}
      </p>
      {examples.length > 0 && (
        <>
          <p class="muted">
            The largest clusters, with the first characters of their texts. <del>Struck words</del> stand only in the kept text,
            {" "}<ins>underlined ones</ins> only in the copy.
          </p>
          <div class="examples">
            {examples.map((example, index) => <Example key={index} example={example} open={index === 0} />)}
          </div>
        </>
      )}
    </>
  );
}

const percentOf = (exactTokens: number, nearTokens: number): string =>
  exactTokens + nearTokens > 0 ? `${percent(exactTokens / (exactTokens + nearTokens))} of the merged tokens` : "no tokens";

const Example = ({ example, open }: { example: DuplicateExample; open: boolean }) => (
  <details class="example" open={open}>
    <summary>
      <span class="size">{count(example.size, "document")}</span>
      <span class="excerpt">{example.kept.excerpt}</span>
    </summary>
    <MemberHead member={example.kept} note="kept" />
    <blockquote>{example.kept.excerpt}</blockquote>
    {example.members.map((member, index) => <Copy key={index} kept={example.kept} member={member} />)}
    {example.size > example.members.length + 1 && <p class="muted">And {integer(example.size - example.members.length - 1)} more.</p>}
  </details>
);

const Copy = ({ kept, member }: { kept: DuplicateMember; member: DuplicateMember }) => (
  <>
    <MemberHead member={member} note={member.jaccard === 1 ? "same content" : `Jaccard about ${member.jaccard.toFixed(2)}`} />
    <blockquote>
      {diffWords(kept.excerpt, member.excerpt).map((run, index) => {
        const text = `${run.text} `;
        return run.kind === "same" ? text : run.kind === "removed" ? <><del key={index}>{run.text}</del>{" "}</> : <><ins key={index}>{run.text}</ins>{" "}</>;
      })}
    </blockquote>
  </>
);

const MemberHead = ({ member, note }: { member: DuplicateMember; note: string }) => (
  <p class="member">
    <strong>{member.source}</strong> <span>{note}</span> <code>{member.id}</code>
  </p>
);
