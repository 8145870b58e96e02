import { useCallback } from "preact/hooks";
import { Bar } from "../components/Bar";
import { DataTable, type Column } from "../components/DataTable";
import { Figure } from "../components/Figure";
import { Legend } from "../components/Legend";
import { Nothing } from "../components/Nothing";
import { OriginBadge } from "../components/OriginBadge";
import { Compact } from "../components/Quantity";
import { shareText } from "../estimateText";
import { percent, sentenceList, words } from "../format";
import { originFill, originInk, originOrder, originStroke } from "../palette";
import { drawStackedPair, type StackedPart } from "../plots/stackedPair";
import type { SourceSummary } from "../schema/mix";

/** What each source brought, and what of the mix comes from it. */
export function Sources({ sources }: { sources: SourceSummary[] }) {
  const parts: StackedPart[] = sources.map((source) => ({
    name: source.name,
    fill: originFill(source.origin),
    ink: originInk(source.origin),
    before: source.read.tokens,
    after: source.written.tokens,
  }));
  const draw = useCallback((width: number) => drawStackedPair(width, parts), [sources]);
  if (sources.length === 0) {
    return <Nothing>The policy names no sources.</Nothing>;
  }
  const shares = sharesOf(sources);
  const named = [...sources].sort((a, b) => b.written.tokens - a.written.tokens).slice(0, 8);
  return (
    <>
      <Figure
        title="Tokens by source"
        caption="The corpus as found above, what is trained on below; colours are the declared origins, in the order of the policy."
        label={`Share of tokens by source, as found and in the mix: ${sentenceList(named.map((source) => `${source.name} ${percent(shares.before(source))} and ${percent(shares.after(source))}`))}${sources.length > named.length ? `; ${sources.length - named.length} more in the table` : ""}.`}
        legend={<Legend items={originOrder.filter((origin) => sources.some((source) => source.origin === origin)).map((origin) => ({ name: origin, fill: originFill(origin) }))} />}
        draw={draw}
      />
      <DataTable caption="Sources" columns={columns(shares)} rows={sources} limit={30} />
    </>
  );
}

interface Shares {
  before: (source: SourceSummary) => number;
  after: (source: SourceSummary) => number;
}

function sharesOf(sources: SourceSummary[]): Shares {
  const read = sources.reduce((sum, source) => sum + source.read.tokens, 0);
  const written = sources.reduce((sum, source) => sum + source.written.tokens, 0);
  return {
    before: (source) => (read > 0 ? source.read.tokens / read : 0),
    after: (source) => (written > 0 ? source.written.tokens / written : 0),
  };
}

function columns(shares: Shares): Column<SourceSummary>[] {
  return [
    {
      header: "Source",
      kind: "name",
      cell: (source) => (
        <>
          {source.name}
          {source.anchor && <span class="badge">anchor</span>}
          <span class="under">
            <OriginBadge origin={source.origin} />
            {source.license && <>, {source.license}</>}
          </span>
        </>
      ),
    },
    { header: "Documents read", kind: "number", cell: (source) => <Compact value={source.read.documents} /> },
    {
      header: "Kept",
      kind: "number",
      cell: (source) => {
        const share = source.read.documents > 0 ? source.kept.documents / source.read.documents : 0;
        return <span class="with-bar"><Bar share={share} fill="var(--good)" /> <span>{percent(share)}</span></span>;
      },
    },
    {
      header: "Share of tokens: found → mix",
      kind: "number",
      cell: (source) => (
        <span class="with-bar pair">
          <span class="bars">
            <Bar share={shares.before(source)} fill="var(--muted)" />
            <Bar share={shares.after(source)} fill={originStroke(source.origin)} />
          </span>
          <span>{percent(shares.before(source))} → {percent(shares.after(source))}</span>
        </span>
      ),
    },
    {
      header: "Synthetic share: found → mix",
      cell: (source) => (
        <>
          {shareText(source.syntheticShare)} → {source.writtenShare.answer === "none" ? "nothing" : shareText(source.writtenShare)}
          <span class="under" title={source.syntheticShare.reason ?? undefined}>{words(source.calibration)}</span>
        </>
      ),
    },
    { header: "Copies written", kind: "number", cell: (source) => <Compact value={source.written.copies} /> },
  ];
}
