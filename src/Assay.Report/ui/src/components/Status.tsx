import { words } from "../format";

const marks: Record<string, string> = { held: "✓", "not-promised": "◇", "no-floor": "·" };

/** A status by mark and word; its colour only repeats them. */
export const Status = ({ status }: { status: string }) => (
  <span class={`status ${status}`}>
    <span aria-hidden="true">{marks[status] ?? "?"}</span> {words(status)}
  </span>
);
