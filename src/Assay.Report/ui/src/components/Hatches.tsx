/** Patterns that every plot of the page refers to. */
export const Hatches = () => (
  <svg width="0" height="0" class="hatches" aria-hidden="true" focusable="false">
    <defs>
      <pattern id="hatch-unknown" width="5" height="5" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
        <rect width="5" height="5" class="hatch-ground" />
        <rect width="2" height="5" class="hatch-line" />
      </pattern>
    </defs>
  </svg>
);
