// The source whose origin nobody knows: human and machine text in one pile, without a word about who wrote what. The answer goes
// into data/truth.jsonl, which no policy names.
import { countWords, hash, inHashOrder, sentences } from './passages.mjs';

const MACHINE_DOCUMENTS = 110; // of the 330 machine-written ones; the others are declared
const COPIES = { archive: 12, assistant: 8, web: 6 }; // of each source: as many exact copies, half as many edited ones
const SHORT_DOCUMENTS = 8;
const RECITED_DOCUMENTS = 2;

/** The machine documents that hide in the web, and those that are declared. */
export function splitMachine(documents) {
  const order = inHashOrder(documents, 'machine');
  const byId = (a, b) => (a.id < b.id ? -1 : 1);
  return { hidden: order.slice(0, MACHINE_DOCUMENTS).sort(byId), declared: order.slice(MACHINE_DOCUMENTS).sort(byId) };
}

/**
 * Passages of the archive that stand among the declared machine text, word for word, as an assistant's log holds what it was asked to
 * recite. They are human text under a synthetic declaration: what a mix calls a conflict.
 */
export function recite(archive) {
  return inHashOrder(archive, 'recited').slice(0, RECITED_DOCUMENTS).map((passage, index) => ({
    id: `recited-${index + 1}`, text: passage.text, kind: 'recitation', lang: 'en',
    note: `Recited from ${passage.id}; the quickstart put it here to show a conflict.`,
  }));
}

// Case and white space: the same document to identity-1.
const variants = [
  (text) => text.toUpperCase(),
  (text) => `  ${text.replaceAll(' ', '  ')}\n`,
  (text) => text.toLowerCase().replaceAll('. ', '.\n'),
];

/** The text without two of its words, so that most runs of five words remain. */
function edit(text, name) {
  const words = text.split(' ');
  for (const third of [2, 1]) {
    words.splice(Math.floor((words.length * third) / 3) + (parseInt(hash(`edit/${name}`).slice(0, 4), 16) % 7), 1);
  }
  return words.join(' ');
}

function copies(documents, origin, purpose, count) {
  const longEnough = documents.filter((document) => countWords(document.text) >= 120);
  return inHashOrder(longEnough, `copy/${purpose}`).slice(0, Math.floor(count * 1.5)).map((document, index) => {
    const known = document.origin ?? origin;
    return index < count
      ? { id: `copy/${document.id}`, text: variants[index % variants.length](document.text), origin: known, what: `exact copy of ${purpose}` }
      : { id: `copy/${document.id}`, text: edit(document.text, document.id), origin: known, what: `edited copy of ${purpose}` };
  });
}

function shortSentences(passages) {
  const found = passages.flatMap((passage) => sentences(passage.text)).filter((sentence) => /^\p{Lu}\p{Ll}.*[.?!]$/u.test(sentence) && countWords(sentence) <= 4);
  const distinct = [...new Map(found.map((sentence) => [sentence.toLowerCase(), sentence])).values()];
  return inHashOrder(distinct.map((text) => ({ id: text, text })), 'short').slice(0, SHORT_DOCUMENTS);
}

/**
 * The documents of the web in hash order, each with its true origin and what it is. The ids that are written are given by that order and
 * say nothing.
 */
export function buildWeb({ addresses, novel, hidden, archive, declared }) {
  const own = [
    ...addresses.map(({ id, text }) => ({ id, text, origin: 'human', what: 'address' })),
    ...novel.map(({ id, text }) => ({ id, text, origin: 'human', what: 'novel' })),
    ...shortSentences(addresses).map(({ id, text }) => ({ id: `short/${id}`, text, origin: 'human', what: 'short' })),
    ...hidden.map(({ id, text }) => ({ id, text, origin: 'synthetic', what: 'machine' })),
  ];
  const all = [
    ...own,
    ...copies(archive, 'human', 'archive', COPIES.archive),
    ...copies(declared, 'synthetic', 'assistant', COPIES.assistant),
    ...copies(own, null, 'web', COPIES.web),
  ];
  return inHashOrder(all, 'web').map((document, index) => ({ ...document, id: `web-${String(index + 1).padStart(4, '0')}` }));
}
