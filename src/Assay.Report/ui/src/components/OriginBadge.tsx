import { originFill } from "../palette";

/** An origin as a swatch and a word. */
export const OriginBadge = ({ origin }: { origin: string }) => (
  <span class="origin">
    <svg class="swatch" width="10" height="10" aria-hidden="true" focusable="false">
      <rect width="10" height="10" rx="2" style={{ fill: originFill(origin) }} />
    </svg>{" "}
    {origin}
  </span>
);
