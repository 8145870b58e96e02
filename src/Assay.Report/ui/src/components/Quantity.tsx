import { bytes, compact, integer } from "../format";

/** A large number, short, with the exact one on demand. */
export const Compact = ({ value }: { value: number }) => {
  const short = compact(value);
  const exact = integer(value);
  return short === exact ? <>{exact}</> : <span title={exact}>{short}</span>;
};

/** A size, short, with the exact one on demand. */
export const Bytes = ({ value }: { value: number }) => <span title={`${integer(value)} bytes`}>{bytes(value)}</span>;
