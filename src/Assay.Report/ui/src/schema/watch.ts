// The shape of Assay.Pipeline.Watching.WatchDocument, as System.Text.Json writes it.
// A test compares every interface here with the C# type of the same name: keep one property a line.
import type { Estimate } from "./estimate";

export type LossKind = "none" | "early" | "late";
export type LossTrend = "stabilised" | "worsening";

export interface WatchDocument {
  schema: string;
  version: string;
  seed: number;
  falseAlarmRate: number;
  splits: number;
  reference: WatchCorpusSummary;
  rareStrata: RareStrata[];
  strataTooSmall: string[];
  verdict: WatchVerdict;
  versions: WatchVersion[];
}

export interface WatchCorpusSummary {
  name: string;
  documents: number;
  words: number;
  bytes: number;
  sampleLevels: number[];
}

export interface RareStrata {
  name: string;
  members: string[];
}

export interface WatchVerdict {
  kind: LossKind;
  first?: number | null;
  firstName?: string | null;
  quantity?: string | null;
  trend?: LossTrend | null;
  noAnswer?: string | null;
}

export interface WatchVersion {
  corpus: WatchCorpusSummary;
  position: number;
  chance: number;
  level: number;
  rings: boolean;
  late: boolean;
  noAnswer?: string | null;
  sharedWithReference: number;
  quantities: WatchQuantity[];
  retention: WatchRetention[];
  diversity: WatchDiversity[];
  repetition: WatchRepetition[];
  shapes: WatchShape[];
  models: WatchProbe[];
  vectors?: VectorComparison | null;
  lostWords: LostWord[];
  lostStrata: string[];
}

export interface WatchQuantity {
  name: string;
  measure: string;
  order: number;
  stratum?: string | null;
  tokens: number;
  reference: Estimate;
  value: Estimate;
  deviation: number;
  line: number;
  freshLow: number;
  freshHigh: number;
  inFamily: boolean;
  rings: boolean;
}

export interface WatchRetention {
  order: number;
  bands: RetentionBand[];
}

export interface RetentionBand {
  least: number;
  most: number;
  types: number;
  kept: number;
  low?: number | null;
  high?: number | null;
  fresh?: number | null;
}

export interface WatchDiversity {
  order: number;
  tokens: number;
  reference: Estimate;
  value: Estimate;
  coverage?: number | null;
  referenceAtCoverage?: number | null;
  valueAtCoverage?: number | null;
}

export interface WatchRepetition {
  order: number;
  tokens: number;
  referenceDistinct: Estimate;
  distinct: Estimate;
  referenceRepeated: Estimate;
  repeated: Estimate;
}

export interface WatchShape {
  name: string;
  reference: (number | null)[];
  value: (number | null)[];
  distance?: Estimate | null;
}

export interface WatchProbe {
  order: number;
  trainingWords: number;
  referenceBits: number;
  valueBits: number;
  difference: Estimate;
  perplexityRatio: number;
  referenceQuantiles: number[];
  valueQuantiles: number[];
}

export interface VectorComparison {
  points: number;
  dimension: number;
  quantities: VectorQuantity[];
  precision: number;
  density: number;
  referenceVendi: number;
  vendi: number;
  frechetDistance?: number | null;
  clusters: ClusterShare[];
  chance: number;
  isLate: boolean;
}

export interface VectorQuantity {
  name: string;
  reference: number;
  value: number;
  deviation: number;
  freshLow: number;
  freshHigh: number;
}

export interface ClusterShare {
  reference: number;
  value: number;
}

export interface LostWord {
  word: string;
  count: number;
  blocks: number;
  freshLoss: number;
}
