import { useCallback } from "preact/hooks";
import { DataTable } from "../components/DataTable";
import { Figure } from "../components/Figure";
import { count, significant } from "../format";
import { drawPerplexity } from "../plots/perplexity";
import type { Exhibit } from "../schema/lab";

/** What the first replicate made in each generation: texts to read, pictures to look at. */
export function Exhibits({ exhibits }: { exhibits: Exhibit[] }) {
  const hasBits = exhibits.some((exhibit) => exhibit.firstModelBits.length > 0);
  return (
    <>
      <p>From the first replicate. Generation 1 has learned from people; each later one from what the loop gave it.</p>
      {hasBits && <Perplexities exhibits={exhibits} />}
      {exhibits.map((exhibit) => (
        <div key={exhibit.generation} class="exhibit">
          <h3>Generation {exhibit.generation}</h3>
          {exhibit.picture && <img src={exhibit.picture} alt={`Pictures drawn by the model of generation ${exhibit.generation}`} />}
          {exhibit.texts.map((text, index) => <blockquote key={index}>{text}</blockquote>)}
        </div>
      ))}
    </>
  );
}

function Perplexities({ exhibits }: { exhibits: Exhibit[] }) {
  const draw = useCallback((width: number) => drawPerplexity(width, exhibits), [exhibits]);
  const rows = exhibits.map(({ generation, firstModelBits }) => ({ generation, bits: [...firstModelBits].sort((a, b) => a - b) }));
  const at = (bits: number[], share: number) => perplexity(bits[Math.round(share * (bits.length - 1))]);
  const last = rows[rows.length - 1];
  return (
    <Figure
      title="How likely the first model finds what each generation writes"
      caption="Perplexity of each document under the model that learned real text. When a loop collapses, mass gathers at low perplexity and a tail of text grows that the first model would never write."
      label={`Histograms of perplexity under the first model, ${count(rows.length, "generation")}; the median goes from ${at(rows[0]?.bits ?? [], 0.5)} to ${at(last?.bits ?? [], 0.5)}.`}
      draw={draw}
      table={
        <DataTable
          caption="Perplexity under the first model"
          columns={[
            { header: "Generation", kind: "name", cell: (row) => row.generation },
            { header: "5%", kind: "number", cell: (row) => at(row.bits, 0.05) },
            { header: "Median", kind: "number", cell: (row) => at(row.bits, 0.5) },
            { header: "95%", kind: "number", cell: (row) => at(row.bits, 0.95) },
          ]}
          rows={rows}
        />
      }
    />
  );
}

const perplexity = (bits: number | undefined): string => (bits == null ? "–" : significant(2 ** bits));
