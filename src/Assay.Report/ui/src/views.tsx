import type { ComponentChildren } from "preact";
import type { ReportDocument } from "./document";
import { LabView } from "./lab/LabView";
import { MixView } from "./mix/MixView";
import type { LabDocument } from "./schema/lab";
import type { MixResult } from "./schema/mix";
import type { WatchDocument } from "./schema/watch";
import { WatchView } from "./watch/WatchView";

/** A view draws one kind of document. A later command adds a line here, and no report writer. */
export interface View {
  /** The schema it reads, version included. */
  schema: string;
  draw: (document: ReportDocument) => ComponentChildren;
}

export const views: View[] = [
  { schema: "assay/mix/1", draw: ({ body, seed }) => <MixView result={body as MixResult} seed={seed} /> },
  { schema: "assay/watch/1", draw: ({ body, seed }) => <WatchView document={body as WatchDocument} seed={seed} /> },
  { schema: "assay/lab/1", draw: ({ body, seed }) => <LabView document={body as LabDocument} seed={seed} /> },
];
