import { isObject, type ReportDocument } from "../document";

interface Props {
  document: ReportDocument;
  message: string;
}

/** The document as a tree: what is shown when no view knows its schema. */
export const PlainView = ({ document, message }: Props) => (
  <main id="content" class="plain">
    <h1>Assay report</h1>
    <p class="notice" role="status">{message}</p>
    <Node name="document" value={document.body} open />
  </main>
);

const Node = ({ name, value, open = false }: { name: string; value: unknown; open?: boolean }) => {
  const children: [string, unknown][] | null = Array.isArray(value)
    ? value.map((item, index) => [String(index), item])
    : isObject(value)
      ? Object.entries(value)
      : null;
  if (children === null) {
    return (
      <div class="leaf">
        <span class="key">{name}</span> <code>{JSON.stringify(value)}</code>
      </div>
    );
  }
  return (
    <details open={open} class="tree">
      <summary>
        <span class="key">{name}</span> <span class="muted">{children.length}</span>
      </summary>
      {children.map(([key, child]) => <Node key={key} name={key} value={child} />)}
    </details>
  );
};
