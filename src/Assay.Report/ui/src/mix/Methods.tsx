import { Scroll } from "../components/Scroll";
import { count, integer, significant } from "../format";
import type { MixResult } from "../schema/mix";

/** The policy as it was, and how the numbers came about. */
export const Methods = ({ result, seed }: { result: MixResult; seed: string }) => (
  <>
    <details class="policy">
      <summary>The policy, {result.policy.name}</summary>
      <Scroll label={`Text of ${result.policy.name}`}>
        <pre>{result.policy.text || "(an empty file)"}</pre>
      </Scroll>
    </details>
    <p>
      The weights are the ones nearest to the corpus as found, in relative entropy per token, among all that keep the policy. The solver
      took {count(result.solver.iterations, "step")} in {count(result.solver.rounds, "round")} over {count(result.solver.unknowns, "unknown")}.
      It reached {significant(result.solver.objective)} token-nats, at most {significant(result.solver.dualityGap)} above the optimum
      (relative gap {significant(result.solver.relativeGap)}).
    </p>
    <dl class="facts">
      <Fact name="Seed of the draw">{seed || integer(result.seed)}</Fact>
      <Fact name="Policy, SHA-256"><code>{result.policy.sha256}</code></Fact>
      <Fact name="Document"><code>{result.schema}</code></Fact>
      <Fact name="Program">assay {result.version}</Fact>
    </dl>
    <p class="muted">
      Documents are distinct input records, before copies. Tokens are counted by one stated rule. Copies are whole weights plus one
      more at the chance of the remainder, drawn by a hash of document and seed: the same policy and inputs give the same mix.
    </p>
  </>
);

const Fact = ({ name, children }: { name: string; children: preact.ComponentChildren }) => (
  <div>
    <dt>{name}</dt>
    <dd>{children}</dd>
  </div>
);
