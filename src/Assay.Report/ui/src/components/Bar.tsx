/** A bar inside of a table cell; the number beside it says the same. */
export const Bar = ({ share, fill }: { share: number; fill: string }) => {
  const width = Number.isFinite(share) ? Math.min(1, Math.max(0, share)) * 100 : 0;
  return (
    <svg class="bar" width="64" height="8" viewBox="0 0 100 8" preserveAspectRatio="none" aria-hidden="true" focusable="false">
      <rect width="100" height="8" class="bar-ground" />
      <rect width={width} height="8" style={{ fill }} />
    </svg>
  );
};
