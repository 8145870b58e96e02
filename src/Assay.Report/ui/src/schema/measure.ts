// The shape of Assay.Pipeline.Measure.MeasureResult, as System.Text.Json writes it.
// A test compares every interface here with the C# type of the same name: keep one property a line.
import type { Estimate } from "./estimate";

export interface MeasureResult {
  schema: string;
  version: string;
  seed: number;
  detector: DetectorUsed;
  calibration: string;
  detectionFloor: number;
  corpus: MeasuredPart;
  sources: MeasuredPart[];
  strata: MeasuredPart[];
  human?: ReferenceSummary | null;
  machine?: ReferenceSummary | null;
  labels?: LabelSummary | null;
  histogram: ScoreBar[];
  drift?: FalsePositiveDrift | null;
  adaptation?: Adaptation | null;
  most: DocumentShown[];
  least: DocumentShown[];
  notes: string[];
}

export interface DetectorUsed {
  id: string;
  name: string;
  language: string;
  cannotSee: string[];
}

export interface Adaptation {
  aurocBefore: number;
  aurocAfter: number;
}

export interface MeasuredPart {
  name: string;
  dimension?: string | null;
  documents: number;
  tokens: number;
  tooShortDocuments: number;
  tooShortTokens: number;
  shortDocuments: number;
  byDocuments: Estimate;
  byTokens: Estimate;
  fit?: FitTest | null;
  ownReferences?: boolean | null;
}

export interface FitTest {
  deviance: number;
  freedom: number;
  pValue: number;
  passed: boolean;
}

export interface ReferenceSummary {
  documents: number;
  scored: number;
  alsoInCorpus: number;
}

export interface LabelSummary {
  documents: number;
  found: number;
  machine: number;
  reviewers: number;
  agreement?: ReviewerAgreement | null;
}

export interface ReviewerAgreement {
  documents: number;
  raw: number;
  alpha?: number | null;
}

export interface ScoreBar {
  low: number;
  high: number;
  corpus: number;
  human?: number | null;
  machine?: number | null;
}

export interface FalsePositiveDrift {
  threshold: number;
  nominal: number;
  documents: number;
  flagged: number;
  rate: number;
  low: number;
  high: number;
  alarm: boolean;
  safeThreshold?: number | null;
}

export interface DocumentShown {
  id: string;
  source: string;
  place: string;
  logOdds: number;
  probability?: number | null;
  excerpt: string;
  reasons: ReasonShown[];
}

export interface ReasonShown {
  feature: string;
  logOdds: number;
}
