import { originRank, originStroke } from "../palette";
import type { FlowLink, FlowNode } from "../plots/flowLayout";
import { words } from "../format";
import type { Amount } from "../schema/estimate";
import type { DropSummary, FlowSummary, SourceSummary } from "../schema/mix";

export type FlowUnit = "documents" | "tokens";

/** An outcome of a record: kept, merged, one of the reasons, quarantined. */
export interface Outcome {
  name: string;
  why: string;
  fill: string;
  amount: Amount;
  of: (source: SourceSummary) => Amount;
}

const nothing: Amount = { documents: 0, bytes: 0, tokens: 0 };
const mostSources = 10;

const reasons: Record<string, string> = {
  depth: "more models stand between it and a human than the policy allows",
  "machine-like": "of unknown origin, and its score is above what the policy's filter lets in",
  "not-sampled": "its weight is below 1 and the draw left it out",
  removed: "taken out on demand",
};

/** Every outcome, also those that happened to nobody. */
export function outcomes(flow: FlowSummary): Outcome[] {
  const byDocuments = [...flow.dropped].sort((a, b) => b.amount.documents - a.amount.documents);
  return [
    { name: "kept", why: "in the mix", fill: "var(--good)", amount: flow.kept, of: (source) => source.kept },
    { name: "merged", why: "a copy of another document", fill: "var(--flow-1)", amount: flow.merged, of: (source) => source.merged },
    ...byDocuments.map(({ reason, amount }) => ({
      name: words(reason),
      why: reasons[reason] ?? words(reason),
      fill: "var(--flow-2)",
      amount,
      of: (source: SourceSummary) => droppedFor(source.dropped, reason),
    })),
    { name: "quarantined", why: "a bad record, put aside", fill: "var(--bad)", amount: flow.quarantined, of: (source) => source.quarantined },
  ];
}

const droppedFor = (dropped: DropSummary[], reason: string): Amount =>
  dropped.find((drop) => drop.reason === reason)?.amount ?? nothing;

/** The flow as nodes and bands; past ten sources the smallest are drawn as one. */
export function flowOf(sources: SourceSummary[], all: Outcome[], unit: FlowUnit): { left: FlowNode[]; right: FlowNode[]; links: FlowLink[] } {
  const shown = all.filter((outcome) => outcome.amount[unit] > 0);
  const ranked = [...sources].filter((source) => source.read[unit] > 0).sort((a, b) => b.read[unit] - a.read[unit]);
  const alone = new Set(ranked.length <= mostSources ? ranked : ranked.slice(0, mostSources - 1));
  // Origins stay together: the bands of one arrive side by side.
  const rank = (source: SourceSummary) => originRank(source.origin);
  const groups = ranked.filter((source) => alone.has(source)).sort((a, b) => rank(a) - rank(b)).map((source) => [source]);
  const others = ranked.filter((source) => !alone.has(source));
  if (others.length > 0) {
    groups.push(others);
  }
  const amountOf = (group: SourceSummary[], of: (source: SourceSummary) => Amount) => group.reduce((sum, source) => sum + of(source)[unit], 0);
  return {
    left: groups.map((group) => ({
      name: group.length === 1 ? group[0]!.name : `${group.length} other sources`,
      fill: group.length === 1 ? originStroke(group[0]!.origin) : "var(--muted)",
      amount: amountOf(group, (source) => source.read),
    })),
    right: shown.map((outcome) => ({ name: outcome.name, fill: outcome.fill, amount: outcome.amount[unit] })),
    links: groups.flatMap((group, from) => shown.map((outcome, to) => ({ from, to, amount: amountOf(group, outcome.of) }))),
  };
}
