import { Nothing } from "../components/Nothing";
import { percent } from "../format";
import type { DocumentShown, ReasonShown } from "../schema/measure";

/** The extremes of the corpus with what their scores rest on, so that a person can disagree. */
export const Documents = ({ most, least }: { most: DocumentShown[]; least: DocumentShown[] }) => (
  most.length + least.length === 0
    ? <Nothing>No document has enough text for a full score.</Nothing>
    : (
      <>
        <p>
          Read them before you trust the numbers. Words in quotes and measures of style stand with what they add to the score: above zero
          speaks for a machine. A score is never proof against an author.
        </p>
        <List title="Most machine-like" documents={most} />
        <List title="Least machine-like" documents={least} />
      </>
    )
);

const List = ({ title, documents }: { title: string; documents: DocumentShown[] }) => (
  <>
    <h3>{title}</h3>
    <div class="examples">
      {documents.map((document, index) => (
        <details key={document.id} class="example" open={index === 0}>
          <summary>
            <span class="size">{signed(document.logOdds, 1)}</span>
            <span class="excerpt">{document.excerpt}</span>
          </summary>
          <p class="member">
            <span>{document.place}</span>
            {document.probability != null && <span>probability in this corpus {percent(document.probability)}</span>}
            <code>{document.id}</code>
          </p>
          <blockquote>{document.excerpt}</blockquote>
          <p class="muted">{document.reasons.map(reasonText).join(", ")}</p>
        </details>
      ))}
    </div>
  </>
);

const reasonText = ({ feature, logOdds }: ReasonShown): string => `${feature} ${signed(logOdds, 2)}`;
const signed = (value: number, digits: number): string => `${value < 0 ? "−" : "+"}${Math.abs(value).toFixed(digits)}`;
