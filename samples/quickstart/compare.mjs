// Prints what the mix measured as machine text beside what is machine text: `node compare.mjs [RUN]`, after a run. The truth comes
// from data/truth.jsonl, which Assay never reads.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gunzipSync } from 'node:zlib';
import { countTokens } from './tokens.mjs';

const here = dirname(fileURLToPath(import.meta.url));
const data = join(here, 'data');

const parseLines = (text) => text.split('\n').filter(Boolean).map((line) => JSON.parse(line));

class Problem extends Error {}

/** The share of the documents' tokens that `share` (0 to 1 for each document) calls synthetic; null where there are none. */
function tokenShare(documents, share) {
  let synthetic = 0;
  let all = 0;
  for (const document of documents) {
    synthetic += document.weight * share(document);
    all += document.weight;
  }
  return all > 0 ? synthetic / all : null;
}

/** Every document that Assay read, with its tokens and its source. */
function readCorpora() {
  const documents = [];
  for (const source of ['archive', 'speeches', 'novel', 'assistant', 'web']) {
    for (const name of readdirSync(join(data, source)).sort()) {
      const text = readFileSync(join(data, source, name), 'utf8');
      const records = name.endsWith('.jsonl') ? parseLines(text) : [{ id: name, text }];
      documents.push(...records.map((record) => ({ source, id: record.id, weight: countTokens(record.text) })));
    }
  }
  return documents;
}

/** Every document of the written mix; it weighs its tokens times its copies, as training sees it. */
function readMix(run) {
  const folder = join(run, 'mix');
  const names = existsSync(folder) ? readdirSync(folder).filter((name) => name.endsWith('.jsonl.gz')).sort() : [];
  if (names.length === 0) { throw new Problem(`${folder} holds no mix. Run \`assay mix\` on policy.yaml first; run.sh does all of it.`); }
  return names.flatMap((name) => parseLines(gunzipSync(readFileSync(join(folder, name))).toString('utf8')))
    .map((record) => ({
      source: record.source, id: record.source_id, weight: record.tokens * record.copies,
      isCountedAlike: record.tokens === countTokens(record.text),
    }));
}

/** A function that says 1 for a machine-written document and 0 for a human one. */
function readTruth() {
  const originOfWeb = new Map(parseLines(readFileSync(join(data, 'truth.jsonl'), 'utf8')).map(({ id, origin }) => [id, origin]));
  return ({ source, id }) => {
    // What the assistant recited is human text, whatever its source declares.
    if (source !== 'web') { return source === 'assistant' && !id.startsWith('recited-') ? 1 : 0; }
    const origin = originOfWeb.get(id);
    if (origin === undefined) { throw new Problem(`data/truth.jsonl does not know "${id}". Run \`node prepare.mjs\`, then the mix again.`); }
    return origin === 'synthetic' ? 1 : 0;
  };
}

const percent = (share) => (share === null || share === undefined ? 'no answer' : `${(100 * share).toFixed(1)}%`);

function print(rows) {
  const [first, second, third] = [0, 1, 2].map((column) => Math.max(...rows.map((row) => row[column].length)));
  for (const row of rows) {
    console.log(`${row[0].padEnd(first)}  ${row[1].padStart(second)}  ${row[2].padStart(third)}`.trimEnd());
  }
}

function main(run) {
  const mix = readMix(run);
  const corpora = readCorpora();
  const truth = readTruth();
  const result = JSON.parse(readFileSync(join(run, 'result.json'), 'utf8'));
  const measured = ({ value, low, high, answer }) => {
    if (answer === 'none') { return 'no answer'; }
    const interval = low === high ? '' : ` (${percent(low)} to ${percent(high)})`;
    return value === null ? interval.trim() : `${percent(value)}${interval}`;
  };
  const web = result.sources.find((source) => source.name === 'web');
  const ofWeb = (documents) => documents.filter((document) => document.source === 'web');

  console.log('Machine-written share, by tokens');
  print([
    ['', 'measured by the mix', 'true'],
    ['web, as found', measured(web.syntheticShare), percent(tokenShare(ofWeb(corpora), truth))],
    ['web, in the mix', measured(web.writtenShare), percent(tokenShare(ofWeb(mix), truth))],
    ['everything, as found', measured(result.syntheticShare.before), percent(tokenShare(corpora, truth))],
    ['everything, in the mix', measured(result.syntheticShare.after), percent(tokenShare(mix, truth))],
  ]);
  const cap = result.syntheticShare.cap;
  const otherwise = mix.filter((document) => !document.isCountedAlike).length;
  if (otherwise > 0) { console.error(`note: tokens.mjs counts ${otherwise} documents of the mix otherwise than Assay; "as found" and true is by its count.`); }
  console.log(`Under the cap the upper ends count.${cap === null || cap === undefined ? '' : ` The cap is ${percent(cap)}.`}`);
}

try {
  main(resolve(process.argv[2] ?? join(here, 'mix')));
} catch (error) {
  if (!(error instanceof Problem)) { throw error; } // anything else is a defect: show its stack
  console.error(`error: ${error.message}`);
  process.exitCode = 2;
}
