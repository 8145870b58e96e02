// The human text of the quickstart: State of the Union addresses and Moby-Dick, read from the npm packages' data files.
import { readdirSync, readFileSync } from 'node:fs';
import { countWords, hash, inHashOrder, pack, paragraphs, sentences } from './passages.mjs';

// Text may be machine-made from this day; the quickstart takes older text alone, so that its date is the evidence.
const MODEL_ERA_YEAR = 2022;

/**
 * Eras by the year of the address, and the words that each source takes from each. The archive holds every era alike. The further
 * speeches are what one finds when one does not look for balance: mostly recent ones. The floors of the policy work against that.
 */
export const ERAS = [
  { name: 'founding', until: 1828, archive: 24000, speeches: 2000, web: 4600 },
  { name: 'antebellum', until: 1860, archive: 24000, speeches: 4000, web: 4600 },
  { name: 'reconstruction', until: 1876, archive: 24000, speeches: 4000, web: 4600 },
  { name: 'gilded', until: 1900, archive: 24000, speeches: 8000, web: 4600 },
  { name: 'progressive', until: 1920, archive: 24000, speeches: 12000, web: 4600 },
  { name: 'world-wars', until: 1945, archive: 24000, speeches: 20000, web: 4600 },
  { name: 'postwar', until: 1980, archive: 24000, speeches: 40000, web: 4600 },
  { name: 'modern', until: 2021, archive: 24000, speeches: 60000, web: 4600 },
];
const NOVEL_WORDS = { novel: 60000, web: 14000 };

// An address or chapter goes to one source alone, so that no source holds the neighbours of another's sentences.
const SHARES = { archive: 0.55, speeches: 0.3 };

/** Each text's source, by its place in hash order: the first 55% archive, the next 30% speeches, the rest web. */
function assignSources(texts) {
  const order = inHashOrder(texts, 'source');
  return new Map(order.map((text, index) => {
    const place = index / order.length;
    return [text.id, place < SHARES.archive ? 'archive' : place < SHARES.archive + SHARES.speeches ? 'speeches' : 'web'];
  }));
}

/** Passages in hash order until they hold that many words, given back in reading order. */
function thin(passages, words) {
  const taken = [];
  let total = 0;
  for (const passage of inHashOrder(passages, 'thin')) {
    if (total >= words) { break; }
    taken.push(passage);
    total += countWords(passage.text);
  }
  return taken.sort((a, b) => (a.id < b.id ? -1 : 1));
}

const number = (index, digits) => String(index + 1).padStart(digits, '0');

/** Passages of the addresses, by source: `archive`, `speeches` and `web`. */
export function readAddresses(folder) {
  const addresses = readdirSync(folder)
    .filter((name) => /^\d{4}_.*\.json$/u.test(name))
    .map((name) => ({ id: name.replace(/_[a-z]+\.json$/u, '').replaceAll('_', '-'), ...JSON.parse(readFileSync(`${folder}/${name}`, 'utf8')) }));
  const dated = addresses.filter((address) => address.year < MODEL_ERA_YEAR);
  const passagesBySource = { archive: [], speeches: [], web: [], later: addresses.length - dated.length };
  let from = 0;
  for (const era of ERAS) {
    const ofEra = dated.filter((address) => address.year > from && address.year <= era.until);
    const sources = assignSources(ofEra);
    for (const source of ['archive', 'speeches', 'web']) {
      const passages = ofEra.filter((address) => sources.get(address.id) === source).flatMap((address) => cutAddress(address, era.name));
      passagesBySource[source].push(...thin(passages, era[source]));
    }
    from = era.until;
  }
  return passagesBySource;
}

function cutAddress(address, era) {
  return pack(sentences(address.text), ' ', address.id).map((text, index) => ({
    id: `${address.id}-${number(index, 3)}`, text, speaker: address.name, party: address.party,
    year: address.year, decade: `${Math.floor(address.year / 10) * 10}s`, era, lang: 'en', license: 'CC0-1.0',
  }));
}

/** Passages of the novel, by source: `novel` and `web`. Only chapters: the front matter quotes other authors. */
export function readNovel(folder) {
  const chapters = readdirSync(folder)
    .filter((name) => /^chapter_\d+\.json$/u.test(name))
    .map((name) => ({ id: `chapter-${name.match(/\d+/u)[0].padStart(3, '0')}`, ...JSON.parse(readFileSync(`${folder}/${name}`, 'utf8')) }));
  const isWeb = new Set(chapters.filter((chapter) => parseInt(hash(`source/${chapter.id}`).slice(0, 8), 16) % 5 === 0));
  const cut = (chapter) => pack(paragraphs(chapter.text), '\n\n', chapter.id).map((text, index) => ({ id: `${chapter.id}-${number(index, 2)}`, text }));
  return {
    novel: thin(chapters.filter((chapter) => !isWeb.has(chapter)).flatMap(cut), NOVEL_WORDS.novel),
    web: thin(chapters.filter((chapter) => isWeb.has(chapter)).flatMap(cut), NOVEL_WORDS.web),
  };
}
