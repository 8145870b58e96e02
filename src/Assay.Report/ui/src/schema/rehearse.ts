// The shape of Assay.Lab.Results.RehearsalDocument, as System.Text.Json writes it.
// A test compares every interface here with the C# type of the same name: keep one property a line.
import type { Estimate } from "./estimate";
import type { LossKind, LossTrend } from "./watch";

export type Regime = "policy" | "human" | "replace" | "accumulate-subsample" | "accumulate";
export type ShareJudgement = "unresolved" | "safe" | "unsafe";

export interface RehearsalDocument {
  schema: string;
  version: string;
  seed: number;
  proxy: string;
  generations: number;
  replicates: number;
  policies: RehearsedPolicy[];
}

export interface RehearsedPolicy {
  name: string;
  documents: number;
  humanTokens: number;
  heldOutDocuments: number;
  budget: number;
  arms: RehearsedArm[];
  safeShare?: RehearsedShare | null;
  variations: RehearsedVariation[];
  worth: RehearsedWorth[];
  additions: RehearsedAddition[];
}

export interface RehearsedVariation {
  setting: string;
  value: string;
  arms: RehearsedArm[];
  safeShare?: RehearsedShare | null;
}

export interface RehearsedAddition {
  tokens: number;
  worth?: RehearsedWorth | null;
}

export interface RehearsedStratum {
  name: string;
  documents: number;
  heldOutDocuments: number;
  kept?: number | null;
  isLost: boolean;
  rise?: PairedMean | null;
}

export interface RehearsedWorth {
  share: number;
  addedTokens: number;
  humanGain: PairedMean;
  syntheticGain: PairedMean;
  exchange: number;
  exchangeLow?: number | null;
  exchangeHigh?: number | null;
}

export interface RehearsedArm {
  name: string;
  regime: Regime;
  verdict?: LossKind | null;
  trend?: LossTrend | null;
  alarmShare: number;
  alarmGeneration?: number | null;
  noAnswerShare: number;
  noAnswer?: string | null;
  generations: RehearsedGeneration[];
  strata: RehearsedStratum[];
}

export interface RehearsedGeneration {
  generation: number;
  heldOutBits: PairedMean;
  rise: PairedMean;
  syntheticShare: number;
  mixTokens: number;
  types: number;
  bigrams: number;
  excerpt: string;
}

export interface PairedMean {
  mean: number;
  low?: number | null;
  high?: number | null;
  n: number;
}

export interface RehearsedShare {
  answer: Estimate;
  tolerance: number;
  alarmRate?: number | null;
  noAlarm?: string | null;
  largestShare: number;
  shares: TriedShare[];
}

export interface TriedShare {
  share: number;
  replicates: number;
  judgement: ShareJudgement;
  rise: number;
  riseLow?: number | null;
  riseHigh?: number | null;
  alarmShare: number;
  alarmLow: number;
  alarmHigh: number;
  noAnswerShare: number;
}
