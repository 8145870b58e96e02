// The shape of Assay.Pipeline.Results.MixResult, as System.Text.Json writes it.
// A test compares every interface under schema/ with the C# type of the same name: keep one property a line.
import type { Amount, Estimate } from "./estimate";
import type { DetectorUsed, FitTest } from "./measure";

export interface MixResult {
  schema: string;
  version: string;
  seed: number;
  generation: number;
  policy: PolicySummary;
  flow: FlowSummary;
  syntheticShare: SyntheticShareSummary;
  sources: SourceSummary[];
  detector?: DetectorUsed | null;
  calibration: CalibratedSource[];
  origins: BreakdownRow[];
  depths: BreakdownRow[];
  strata: StratumSummary[];
  constraints: ConstraintSummary[];
  solver: SolverSummary;
  weights: WeightBin[];
  duplicates: DuplicateSummary;
  conflicts: ConflictSummary[];
  assumptions: string[];
  warnings: string[];
  removal?: RemovalSummary | null;
  outputs: OutputFile[];
}

export interface RemovalSummary {
  sources: string[];
  documents: number;
  removedFrom: string;
  digest: string;
}

export interface PolicySummary {
  name: string;
  sha256: string;
  text: string;
}

export interface FlowSummary {
  read: Amount;
  kept: Amount;
  merged: Amount;
  quarantined: Amount;
  dropped: DropSummary[];
  written: WrittenAmount;
}

export interface DropSummary {
  reason: string;
  amount: Amount;
}

export interface WrittenAmount {
  copies: number;
  tokens: number;
}

export interface SyntheticShareSummary {
  before: Estimate;
  after: Estimate;
  cap?: number | null;
}

export interface SourceSummary {
  name: string;
  origin: string;
  anchor: boolean;
  license?: string | null;
  calibration: string;
  syntheticShare: Estimate;
  writtenShare: Estimate;
  read: Amount;
  kept: Amount;
  merged: Amount;
  quarantined: Amount;
  dropped: DropSummary[];
  written: WrittenAmount;
}

export interface CalibratedSource {
  source: string;
  by: string;
  human: number;
  machine: number;
  labelled: number;
  documents: number;
  tokens: number;
  alsoInCalibration: number;
  tooShortDocuments: number;
  tooShortTokens: number;
  byDocuments: Estimate;
  byTokens: Estimate;
  written: Estimate;
  fit?: FitTest | null;
  scores: SourceScoreBar[];
  tradeOff: DownWeight[];
  weightExponent: number;
  mix?: MixTradeOff | null;
  filtered: Amount;
}

export interface SourceScoreBar {
  low: number;
  high: number;
  before: number;
  after?: number | null;
  human?: number | null;
  machine?: number | null;
}

export interface DownWeight {
  exponent: number;
  humanKept: number;
  machineShare: number;
  effectiveHuman: number;
}

export interface MixTradeOff {
  humanKept: number;
  machineShare: number;
  effectiveHuman: number;
}

export interface BreakdownRow {
  name: string;
  before: Amount;
  kept: Amount;
  written: WrittenAmount;
}

export interface StratumSummary {
  dimension: string;
  value: string;
  anchorDocuments: number;
  anchorShare: number;
  beforeShare: number;
  afterShare: number;
  floor?: number | null;
  status: string;
}

export interface ConstraintSummary {
  name: string;
  limit: number;
  expected: number;
  written: number;
  standardError: number;
  multiplier: number;
  status: string;
}

export interface SolverSummary {
  objective: number;
  dualityGap: number;
  relativeGap: number;
  iterations: number;
  rounds: number;
  unknowns: number;
}

export interface WeightBin {
  low: number;
  high: number;
  origin: string;
  documents: number;
  tokens: number;
}

export interface DuplicateSummary {
  exact: boolean;
  near?: number | null;
  bands: number;
  rows: number;
  clusters: number;
  exactMerged: Amount;
  nearMerged: Amount;
  examples: DuplicateExample[];
}

export interface DuplicateExample {
  size: number;
  kept: DuplicateMember;
  members: DuplicateMember[];
}

export interface DuplicateMember {
  id: string;
  source: string;
  jaccard: number;
  excerpt: string;
}

export interface ConflictSummary {
  id: string;
  humanSource: string;
  syntheticSource: string;
  winner: string;
  why: string;
}

export interface OutputFile {
  path: string;
  sha256: string;
  bytes: number;
  documents: number;
  copies: number;
  tokens: number;
}
