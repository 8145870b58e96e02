/** The document that a report shows: the command's --json output, inlined in the page. */
export interface ReportDocument {
  /** For instance "assay/mix/1"; empty when the document names none. */
  schema: string;
  /** The seed as written: a 64-bit number, which JSON.parse would round. */
  seed: string;
  body: unknown;
}

/** Reads the inlined document; throws where the page holds none. */
export function readDocument(): ReportDocument {
  const text = document.getElementById("assay-document")?.textContent;
  if (!text) {
    throw new Error("This page holds no document.");
  }
  const body: unknown = JSON.parse(text);
  const schema = isObject(body) && typeof body["schema"] === "string" ? body["schema"] : "";
  // Every document opens with schema, version and seed: the first match is the right one.
  const seed = /"seed"\s*:\s*(\d+)/.exec(text)?.[1] ?? "";
  return { schema, seed, body };
}

export function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
