/** A run of words that both texts have, or only one of them. */
export interface DiffRun {
  kind: "same" | "removed" | "added";
  text: string;
}

const mostWords = 400;

/** Words of the kept text against words of another: a longest common subsequence. Texts past 400 words are compared up to there. */
export function diffWords(kept: string, other: string): DiffRun[] {
  const a = splitWords(kept);
  const b = splitWords(other);
  const common = commonLengths(a, b);
  const runs: DiffRun[] = [];
  let i = 0;
  let j = 0;
  while (i < a.length || j < b.length) {
    if (i < a.length && j < b.length && a[i] === b[j]) {
      append(runs, "same", b[j]!);
      i++;
      j++;
    } else if (j >= b.length || (i < a.length && common[i + 1]![j]! >= common[i]![j + 1]!)) {
      append(runs, "removed", a[i]!);
      i++;
    } else {
      append(runs, "added", b[j]!);
      j++;
    }
  }
  return runs;
}

const splitWords = (text: string): string[] => text.split(/\s+/).filter((word) => word !== "").slice(0, mostWords);

/** Entry [i][j]: how many words the rest of a from i and the rest of b from j have in common, in order. */
function commonLengths(a: string[], b: string[]): Uint16Array[] {
  const lengths = Array.from({ length: a.length + 1 }, () => new Uint16Array(b.length + 1));
  for (let i = a.length - 1; i >= 0; i--) {
    for (let j = b.length - 1; j >= 0; j--) {
      lengths[i]![j] = a[i] === b[j] ? lengths[i + 1]![j + 1]! + 1 : Math.max(lengths[i + 1]![j]!, lengths[i]![j + 1]!);
    }
  }
  return lengths;
}

function append(runs: DiffRun[], kind: DiffRun["kind"], word: string): void {
  const last = runs[runs.length - 1];
  if (last?.kind === kind) {
    last.text += ` ${word}`;
  } else {
    runs.push({ kind, text: word });
  }
}
