import { useCallback } from "preact/hooks";
import { DataTable } from "../components/DataTable";
import { Figure } from "../components/Figure";
import { Nothing } from "../components/Nothing";
import { OriginBadge } from "../components/OriginBadge";
import { Compact } from "../components/Quantity";
import { integer } from "../format";
import { originOrder } from "../palette";
import { drawWeights } from "../plots/weights";
import type { WeightBin } from "../schema/mix";

/** How the solver's weights are spread, origin by origin. */
export function Weights({ weights }: { weights: WeightBin[] }) {
  const filled = weights.filter((bin) => bin.documents > 0);
  const origins = originOrder.filter((origin) => filled.some((bin) => bin.origin === origin));
  const draw = useCallback((width: number) => drawWeights(width, weights, origins), [weights]);
  if (origins.length === 0) {
    return <Nothing>No document was given a weight.</Nothing>;
  }
  return (
    <Figure
      title="Weights by origin"
      caption="Share of each origin's documents at each weight. At weight 1, the dashed line, a document is written once; below, the draw may leave it out; above, it may be written more than once."
      label={`Histograms of weights. ${origins.map((origin) => describe(origin, filled)).join(" ")}`}
      draw={draw}
      table={
        <DataTable
          caption="Documents by weight"
          columns={[
            { header: "Weight", kind: "name", cell: (bin: WeightBin) => `${number(bin.low)} to ${number(bin.high)}` },
            { header: "Origin", cell: (bin: WeightBin) => <OriginBadge origin={bin.origin} /> },
            { header: "Documents", kind: "number", cell: (bin: WeightBin) => <Compact value={bin.documents} /> },
            { header: "Tokens", kind: "number", cell: (bin: WeightBin) => <Compact value={bin.tokens} /> },
          ]}
          rows={filled}
          limit={24}
        />
      }
    />
  );
}

function describe(origin: string, bins: WeightBin[]): string {
  const own = bins.filter((bin) => bin.origin === origin);
  const most = own.reduce((best, bin) => (bin.documents > best.documents ? bin : best));
  const total = own.reduce((sum, bin) => sum + bin.documents, 0);
  return `${origin}: ${integer(total)} documents, most of them at weights from ${number(most.low)} to ${number(most.high)}.`;
}

const number = (weight: number): string => String(Number(weight.toPrecision(3)));
