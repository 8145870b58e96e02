import { useCallback, useState } from "preact/hooks";
import { Bar } from "../components/Bar";
import { Choice } from "../components/Choice";
import { DataTable } from "../components/DataTable";
import { Figure } from "../components/Figure";
import { Legend } from "../components/Legend";
import { Nothing } from "../components/Nothing";
import { Compact, Bytes } from "../components/Quantity";
import { compact, count, percent, sentenceList } from "../format";
import { originOrder, originStroke } from "../palette";
import { drawFlow } from "../plots/flow";
import type { FlowSummary, SourceSummary } from "../schema/mix";
import { flowOf, outcomes, type FlowUnit, type Outcome } from "./flowOf";

interface Props {
  flow: FlowSummary;
  sources: SourceSummary[];
}

const units = ["documents", "tokens"] as const;

/** Conservation as a picture: every record read is kept, merged, dropped for a reason, or quarantined. */
export function FlowFigure({ flow, sources }: Props) {
  const [unit, setUnit] = useState<FlowUnit>("documents");
  const draw = useCallback((width: number) => {
    const { left, right, links } = flowOf(sources, outcomes(flow), unit);
    return drawFlow(width, left, right, links, unit);
  }, [flow, sources, unit]);
  const all = outcomes(flow);
  if (flow.read.documents === 0) {
    return <Nothing>No records were read.</Nothing>;
  }
  const drawable = sources.some((source) => source.read[unit] > 0);
  return (
    <>
      {drawable && (
        <Figure
          title="From the sources to the mix"
          caption="Each band is as thick as what it carries, before copies, in the colour of the origin that its source declares."
          label={`Flow of ${unit}. ${sentenceList(all.filter((outcome) => outcome.amount[unit] > 0).map((outcome) => `${outcome.name}: ${compact(outcome.amount[unit])}`))}.`}
          controls={<Choice label="Measured in" options={units} value={unit} onChange={setUnit} />}
          legend={<Legend items={originOrder.filter((origin) => sources.some((source) => source.origin === origin)).map((origin) => ({ name: origin, fill: originStroke(origin) }))} />}
          draw={draw}
          table={<BySource sources={sources} all={all} unit={unit} />}
        />
      )}
      <DataTable
        caption={`Read ${count(flow.read.documents, "record")}: where they went`}
        columns={[
          { header: "Outcome", kind: "name", cell: (outcome: Outcome) => <>{outcome.name}<span class="under">{outcome.why}</span></> },
          { header: "Documents", kind: "number", cell: (outcome: Outcome) => <Compact value={outcome.amount.documents} /> },
          {
            header: "Share",
            kind: "number",
            cell: (outcome: Outcome) => {
              const share = outcome.amount.documents / flow.read.documents;
              return <span class="with-bar"><Bar share={share} fill={outcome.fill} /> <span>{percent(share)}</span></span>;
            },
          },
          { header: "Tokens", kind: "number", cell: (outcome: Outcome) => <Compact value={outcome.amount.tokens} /> },
          { header: "Bytes", kind: "number", cell: (outcome: Outcome) => <Bytes value={outcome.amount.bytes} /> },
        ]}
        rows={all}
      />
    </>
  );
}

const BySource = ({ sources, all, unit }: { sources: SourceSummary[]; all: Outcome[]; unit: FlowUnit }) => (
  <DataTable
    caption={`Each source's ${unit} by where they went`}
    columns={[
      { header: "Source", kind: "name" as const, cell: (source: SourceSummary) => source.name },
      { header: "read", kind: "number" as const, cell: (source: SourceSummary) => <Compact value={source.read[unit]} /> },
      ...all.map((outcome) => ({ header: outcome.name, kind: "number" as const, cell: (source: SourceSummary) => <Compact value={outcome.of(source)[unit]} /> })),
    ]}
    rows={sources}
  />
);
