import { useCallback } from "preact/hooks";
import { Contents } from "../components/Contents";
import { DataTable } from "../components/DataTable";
import { Figure } from "../components/Figure";
import { Section } from "../components/Section";
import { Status } from "../components/Status";
import { count, integer, significant } from "../format";
import { drawDistances, type DistanceRow } from "../plots/distances";
import type { ReproductionDocument, ReproductionRow } from "../schema/reproduction";

interface Target {
  name: string;
  source: string;
  rows: ReproductionRow[];
}

/** The report of `assay lab reproduce`: does it agree, how far is each comparison off, and every one of them by target. */
export function ReproductionView({ document, seed }: { document: ReproductionDocument; seed: string }) {
  const targets = byTarget(document.rows);
  const parts = targets.map((target) => ({ id: `target-${target.name}`, title: target.name, target }));
  return (
    <>
      <a class="skip" href="#content">Skip to the report</a>
      <div class="page">
        <Head document={document} />
        <Contents entries={[{ id: "scores", title: "Distances" }, ...parts, { id: "methods", title: "Method" }]} />
        <main id="content" tabIndex={-1}>
          <Section id="scores" title="Distances"><Scores targets={targets} limit={document.limit} /></Section>
          {parts.map(({ id, title, target }) => <Section key={id} id={id} title={title}><Comparisons target={target} /></Section>)}
          <Section id="methods" title="Method"><Method document={document} seed={seed} /></Section>
        </main>
        <footer>
          <p>Written by assay {document.version}. The numbers of this page are the document that <code>assay lab reproduce --json</code> prints, and stand in the page itself.</p>
        </footer>
      </div>
    </>
  );
}

function Head({ document }: { document: ReproductionDocument }) {
  const failed = document.rows.filter((row) => !row.passed);
  return (
    <header>
      <p class="kicker">
        <span class="hallmark" aria-hidden="true">Assay</span>
        <span>Laboratory</span>
        <span class="policy-name">reproduction</span>
      </p>
      <h1>
        {failed.length === 0 ? "It agrees." : "It does not agree."}{" "}
        <span class="second">{integer(document.rows.length - failed.length)} of {count(document.rows.length, "comparison")} with exact laws and published results pass.</span>
      </h1>
      <p class={`verdict ${failed.length === 0 ? "held" : "violated"}`}>
        <span class="mark" aria-hidden="true">{failed.length === 0 ? "✓" : "✕"}</span>{" "}
        {failed.length === 0 ? `The largest distance is ${largest(document.rows)} standard errors; ${document.limit.toFixed(2)} are allowed.` : `It fails in ${failed.map((row) => `${row.target} (${row.name})`).join(", ")}.`}
      </p>
      {document.skipped.map((reason) => <p key={reason} class="verdict not-promised"><span class="mark" aria-hidden="true">–</span> Left out: {reason}</p>)}
    </header>
  );
}

function Scores({ targets, limit }: { targets: Target[]; limit: number }) {
  const shown = targets.filter(({ rows }) => rows.some((row) => row.z != null));
  const draw = useCallback(
    (width: number) => drawDistances(width, shown.map(({ name, rows }): DistanceRow => ({ name, value: largest(rows), scores: scores(rows) })), limit),
    [targets, limit],
  );
  return shown.length === 0 ? <p>Nothing here is compared in standard errors.</p> : (
    <Figure
      title="Measured less expected, in standard errors"
      caption="Each tick is a comparison with an exact law; the largest distance stands at the end of the row. Beyond the dashed lines it fails. Comparisons against a tolerance or a bound have no place here and stand in the tables."
      label={`Distances of ${integer(shown.reduce((sum, { rows }) => sum + scores(rows).length, 0))} comparisons in standard errors, by target; the limit is ${limit.toFixed(2)} and the largest ${largest(shown.flatMap(({ rows }) => rows))}.`}
      draw={draw}
    />
  );
}

function Comparisons({ target }: { target: Target }) {
  return (
    <>
      <p class="muted">{target.source}.</p>
      <DataTable
        caption={`${target.name}: ${count(target.rows.length, "comparison")}`}
        limit={12}
        columns={[
          { header: "Compared", kind: "name", cell: (row: ReproductionRow) => row.name },
          { header: "Expected", kind: "number", cell: (row: ReproductionRow) => significant(row.expected) },
          { header: "Measured", kind: "number", cell: (row: ReproductionRow) => significant(row.measured) },
          { header: "Allowed", kind: "number", cell: allowed },
          { header: "z", kind: "number", cell: (row: ReproductionRow) => (row.z == null ? "–" : signed(row.z)) },
          { header: "Result", kind: "text", cell: (row: ReproductionRow) => <Status status={row.passed ? "held" : "violated"} name={row.passed ? "pass" : "fail"} /> },
        ]}
        rows={[...target.rows.filter((row) => !row.passed), ...target.rows.filter((row) => row.passed)]}
      />
    </>
  );
}

function allowed(row: ReproductionRow) {
  switch (row.kind) {
    case "statistical": return <>s.e. {significant(row.standardError ?? 0)}</>;
    case "tolerance": return <>± {significant(row.tolerance ?? 0)}</>;
    default: return row.tolerance ? <>at most, + {significant(row.tolerance)}</> : <>at most</>;
  }
}

function Method({ document, seed }: { document: ReproductionDocument; seed: string }) {
  const statistical = document.rows.filter((row) => row.kind === "statistical").length;
  return (
    <>
      <p>An exact law is compared in standard errors, z = (measured − expected) / s.e., the law's own where it gives one. With {integer(statistical)} of these the limit is Φ⁻¹(1 − .005 / {integer(statistical)}) = {document.limit.toFixed(2)}, so that any seed passes with 99% or more. A published or approximate number has a stated tolerance; a bound may be passed by five standard errors.</p>
      <dl class="facts">
        <div><dt>Seed</dt><dd>{seed || integer(document.seed)}</dd></div>
        <div><dt>Document</dt><dd><code>{document.schema}</code></dd></div>
        <div><dt>Program</dt><dd>assay {document.version}</dd></div>
      </dl>
    </>
  );
}

function byTarget(rows: ReproductionRow[]): Target[] {
  const targets: Target[] = [];
  for (const row of rows) {
    const last = targets[targets.length - 1];
    if (last?.name === row.target) {
      last.rows.push(row);
    } else {
      targets.push({ name: row.target, source: row.source, rows: [row] });
    }
  }
  return targets;
}

const scores = (rows: ReproductionRow[]): number[] => rows.flatMap((row) => (row.z == null ? [] : [row.z]));
const largest = (rows: ReproductionRow[]): string => Math.max(0, ...scores(rows).map(Math.abs)).toFixed(2);
const signed = (z: number): string => z.toFixed(2).replace("-", "−");
