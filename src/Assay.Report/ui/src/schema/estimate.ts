// The shapes of Assay.Core.Statistics.Estimate and Assay.Pipeline.Results.Amount, as System.Text.Json writes them.
// A test compares every interface under schema/ with the C# type of the same name: keep one property a line.

export type EstimateAnswer = "none" | "estimate" | "bound";

export interface Estimate {
  value?: number | null;
  low?: number | null;
  high?: number | null;
  level: number;
  method: string;
  unit: string;
  n: number;
  answer: EstimateAnswer;
  reason?: string | null;
}

export interface Amount {
  documents: number;
  bytes: number;
  tokens: number;
}
