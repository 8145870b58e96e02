// Cuts texts into passages, each a document of the quickstart. The same text always gives the same passages: lengths vary by
// hash, never by chance.
import { createHash } from 'node:crypto';

/** SHA-256 as hexadecimal text; the quickstart's only source of order and variety. */
export const hash = (text) => createHash('sha256').update(text, 'utf8').digest('hex');

/** Words between white space. */
export const countWords = (text) => text.split(/\s+/u).filter(Boolean).length;

/** Documents in an order that has nothing to do with their content's place: by the hash of their ids. */
export const inHashOrder = (documents, purpose) =>
  documents
    .map((document) => [hash(`${purpose}/${document.id}`), document])
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([, document]) => document);

// A full stop after these does not end a sentence; neither does one after a single letter ("U.S.", "Ulysses S. Grant").
const ABBREVIATION = /(?:^|[\s("“])(?:\p{L}|Mr|Mrs|Ms|Messrs|Dr|St|Hon|Gen|Col|Capt|Lieut|Gov|Sen|Rev|Jr|Sr|No|Nos|Art|Sec|vs|viz|U\.S|D\.C)\.$/u;
const SENTENCE_END = /[.?!][)"”’\]]*(?=\s+["“‘([]?[\p{Lu}\p{N}])/gu;

/** Sentences of a text in which white space means nothing, as in the addresses: their paragraphs did not survive. */
export function sentences(text) {
  const folded = text.replace(/[\s\u0002]+/gu, ' ').trim(); // one stray control character stands in the address of 1890
  const found = [];
  let start = 0;
  for (const end of folded.matchAll(SENTENCE_END)) {
    const stop = end.index + end[0].length;
    if (!ABBREVIATION.test(folded.slice(Math.max(start, end.index - 12), end.index + 1))) {
      found.push(folded.slice(start, stop).trim());
      start = stop;
    }
  }
  found.push(folded.slice(start).trim());
  return found.filter(Boolean);
}

/** Paragraphs of a text that separates them by empty lines. */
export const paragraphs = (text) =>
  text.split(/\r?\n\s*\r?\n/u).map((part) => part.replace(/\s+/gu, ' ').trim()).filter(Boolean);

/**
 * Whole parts, joined until a passage holds its target of 80 to 260 words, which its name chooses. A remainder under 40 words
 * joins the passage before it, so that no passage is a torn-off end.
 */
export function pack(parts, separator, name) {
  const passages = [];
  let pending = [];
  let words = 0;
  for (const part of parts) {
    pending.push(part);
    words += countWords(part);
    const target = 80 + (parseInt(hash(`length/${name}/${passages.length}`).slice(0, 8), 16) % 181);
    if (words >= target) {
      passages.push(pending);
      pending = [];
      words = 0;
    }
  }
  if (pending.length > 0) {
    if (words < 40 && passages.length > 0) { passages.at(-1).push(...pending); } else { passages.push(pending); }
  }
  return passages.map((part) => part.join(separator));
}
