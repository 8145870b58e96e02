// The shape of Assay.Lab.Results.ReproductionDocument, as System.Text.Json writes it.
// A test compares every interface here with the C# type of the same name: keep one property a line.

export type CellKind = "statistical" | "tolerance" | "bound";

export interface ReproductionDocument {
  schema: string;
  version: string;
  seed: number;
  passed: boolean;
  limit: number;
  rows: ReproductionRow[];
  skipped: string[];
}

export interface ReproductionRow {
  target: string;
  name: string;
  kind: CellKind;
  expected: number;
  measured: number;
  standardError?: number | null;
  tolerance?: number | null;
  z?: number | null;
  passed: boolean;
  source: string;
}
