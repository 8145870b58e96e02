// Counts tokens as Assay does (docs/metrics.md, tokens-1), exact for text of letters, digits and common signs like this sample's.

const WORD_OR_SIGN = /[\p{L}\p{N}\p{M}]+(?:['’][\p{L}\p{N}][\p{L}\p{N}\p{M}]*)*|[\p{P}\p{S}]/gu;
const CHARACTERS_PER_TOKEN = 7;

/** Tokens of a text: one for every seven characters of a word, begun ones included, and one for every sign. */
export function countTokens(text) {
  let tokens = 0;
  for (const [match] of text.matchAll(WORD_OR_SIGN)) {
    tokens += Math.ceil([...match].length / CHARACTERS_PER_TOKEN);
  }
  return tokens;
}
