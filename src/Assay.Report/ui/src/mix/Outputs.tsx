import { DataTable } from "../components/DataTable";
import { Nothing } from "../components/Nothing";
import { Bytes, Compact } from "../components/Quantity";
import { count } from "../format";
import type { OutputFile } from "../schema/mix";

/** The files of the mix, with the hashes that tell whether they are still the same. */
export function Outputs({ outputs }: { outputs: OutputFile[] }) {
  if (outputs.length === 0) {
    return <Nothing>No files were written.</Nothing>;
  }
  return (
    <DataTable
      caption={`${count(outputs.length, "file")}; train on the column copies`}
      columns={[
        { header: "File and SHA-256", kind: "name", cell: (file: OutputFile) => <>{file.path}<code class="hash">{file.sha256}</code></> },
        { header: "Documents", kind: "number", cell: (file: OutputFile) => <Compact value={file.documents} /> },
        { header: "Copies", kind: "number", cell: (file: OutputFile) => <Compact value={file.copies} /> },
        { header: "Tokens", kind: "number", cell: (file: OutputFile) => <Compact value={file.tokens} /> },
        { header: "Size", kind: "number", cell: (file: OutputFile) => <Bytes value={file.bytes} /> },
      ]}
      rows={outputs}
    />
  );
}
