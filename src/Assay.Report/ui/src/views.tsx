import type { ComponentChildren } from "preact";
import type { ReportDocument } from "./document";
import { LabView } from "./lab/LabView";
import { MeasureView } from "./measure/MeasureView";
import { ReproductionView } from "./lab/ReproductionView";
import { MixView } from "./mix/MixView";
import type { LabDocument } from "./schema/lab";
import type { MeasureResult } from "./schema/measure";
import type { MixResult } from "./schema/mix";
import type { ReproductionDocument } from "./schema/reproduction";

/** A view draws one kind of document. A later command adds a line here, and no report writer. */
export interface View {
  /** The schema it reads, version included. */
  schema: string;
  draw: (document: ReportDocument) => ComponentChildren;
}

export const views: View[] = [
  { schema: "assay/mix/1", draw: ({ body, seed }) => <MixView result={body as MixResult} seed={seed} /> },
  { schema: "assay/lab/1", draw: ({ body, seed }) => <LabView document={body as LabDocument} seed={seed} /> },
  { schema: "assay/measure/1", draw: ({ body, seed }) => <MeasureView result={body as MeasureResult} seed={seed} /> },
  { schema: "assay/lab-reproduce/1", draw: ({ body, seed }) => <ReproductionView document={body as ReproductionDocument} seed={seed} /> },
];
