import { render } from "preact";
import { readDocument } from "./document";
import { ErrorBoundary } from "./components/ErrorBoundary";
import { Hatches } from "./components/Hatches";
import { PlainView } from "./components/PlainView";
import { openForPrint } from "./print";
import { views } from "./views";
import "./styles/report.css";

const document_ = readDocument();
const view = views.find((candidate) => candidate.schema === document_.schema);
const plain = (message: string) => <PlainView document={document_} message={message} />;

render(
  <>
    <Hatches />
    <ErrorBoundary fallback={(error) => plain(`This report could not be drawn (${error}). Its document is below as it is.`)}>
      {view ? view.draw(document_) : plain(`This viewer has no view for the schema “${document_.schema || "(none)"}”. The document is below as it is.`)}
    </ErrorBoundary>
  </>,
  document.getElementById("assay-report")!,
);
openForPrint();
