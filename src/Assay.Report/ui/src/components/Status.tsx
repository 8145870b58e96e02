import { words } from "../format";

const marks: Record<string, string> = { held: "✓", "not-promised": "◇", violated: "✕", "no-floor": "·" };

/** A status by mark and word, its own or another; its colour only repeats them. */
export const Status = ({ status, name = words(status) }: { status: string; name?: string }) => (
  <span class={`status ${status}`}>
    <span aria-hidden="true">{marks[status] ?? "?"}</span> {name}
  </span>
);
