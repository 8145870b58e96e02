// The shape of Assay.Lab.Results.LabDocument, as System.Text.Json writes it.
// A test compares every interface here with the C# type of the same name: keep one property a line.

export type CollapseKind = "none" | "early" | "late";
export type CollapseTrend = "stabilised" | "worsening";

export interface LabDocument {
  schema: string;
  version: string;
  seed: number;
  experiment: ExperimentSpec;
  generations: number;
  replicates: number;
  replicatesAsked: number;
  measures: LabMeasure[];
  exhibits: Exhibit[];
  verdict?: ExperimentVerdict | null;
  noVerdict?: string | null;
}

export interface Exhibit {
  generation: number;
  texts: string[];
  firstModelBits: number[];
  picture?: string | null;
}

export interface ExperimentSpec {
  name: string;
  shows: string;
  source: string;
  model: string;
  loop: string;
  set: Record<string, string>;
  measures: string[];
  generations: number;
  replicates: number;
}

export interface LabMeasure {
  name: string;
  unit: string;
  role: string;
  generations: LabGeneration[];
}

export interface LabGeneration {
  generation: number;
  mean?: number | null;
  standardError?: number | null;
  median?: number | null;
  q05?: number | null;
  q25?: number | null;
  q75?: number | null;
  q95?: number | null;
  n: number;
  theory?: number | null;
}

export interface ExperimentVerdict {
  kind: CollapseKind;
  generation?: number | null;
  generationLow?: number | null;
  generationHigh?: number | null;
  trend?: CollapseTrend | null;
  measure?: string | null;
  alarmShare: number;
  lateShare: number;
  falseAlarmBound: number;
}
