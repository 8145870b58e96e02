import { Compact } from "../components/Quantity";
import { shareText, upperEnd, upperText } from "../estimateText";
import { compact, count, integer, limit, percent } from "../format";
import type { MixResult } from "../schema/mix";
import { capHolds, judge } from "./judge";

const marks: Record<string, string> = { held: "✓", "not-promised": "◇", "no-floor": "–" };

/** The head of the report: what came in, what went out, and whether the policy holds. */
export function Verdict({ result }: { result: MixResult }) {
  const { flow, syntheticShare, generation, policy } = result;
  const verdict = judge(result);
  return (
    <header>
      <p class="kicker">
        <span class="hallmark" aria-hidden="true">Assay</span>
        <span>Mix of generation {integer(generation)}</span>
        <span class="policy-name">{policy.name}</span>
      </p>
      <h1>
        {count(flow.read.documents, "document")} in, {integer(flow.kept.documents)} kept.
        {" "}<span class="second"><ShareSentence result={result} /></span>
      </h1>
      <p class={`verdict ${verdict.status}`}>
        <span class="mark" aria-hidden="true">{marks[verdict.status]}</span> {verdict.text}
      </p>
      <dl class="figures">
        <div>
          <dt>Read</dt>
          <dd><Compact value={flow.read.documents} /> <small>documents</small></dd>
          <dd class="muted">{compact(flow.read.tokens)} tokens</dd>
        </div>
        <div>
          <dt>Kept</dt>
          <dd><Compact value={flow.kept.documents} /> <small>documents</small></dd>
          <dd class="muted">{flow.read.documents > 0 && `${percent(flow.kept.documents / flow.read.documents)}, `}{compact(flow.kept.tokens)} tokens</dd>
        </div>
        <div>
          <dt>To train on</dt>
          <dd><Compact value={flow.written.copies} /> <small>copies</small></dd>
          <dd class="muted">{compact(flow.written.tokens)} tokens</dd>
        </div>
        <div>
          <dt>Synthetic, upper end</dt>
          <dd>{percent(upperEnd(syntheticShare.after) ?? NaN)} <small>of tokens</small></dd>
          <dd class="muted">{syntheticShare.cap == null ? "no cap" : `cap ${limit(syntheticShare.cap)}`}</dd>
        </div>
      </dl>
    </header>
  );
}

function ShareSentence({ result }: { result: MixResult }) {
  const { before, after, cap } = result.syntheticShare;
  const holds = capHolds(result);
  const end = cap == null ? "; no cap was set." : holds == null ? `; the cap is ${limit(cap)}.` : `, ${holds ? "within" : "above"} the cap of ${limit(cap)}.`;
  return (
    <>
      Synthetic share <span class="together">{before.answer === "none" ? "unknown" : shareText(before)}</span> before,{" "}
      <span class="together">{after.answer === "none" ? "unknown" : upperText(after)}</span> after{end}
    </>
  );
}
