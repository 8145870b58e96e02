// Writes the quickstart's corpora to data/: `node prepare.mjs`. The same packages give the same bytes on every machine.
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { countWords } from './passages.mjs';
import { ERAS, readAddresses, readNovel } from './people.mjs';
import { buildWeb, recite, splitMachine } from './web.mjs';

const here = dirname(fileURLToPath(import.meta.url));
const data = join(here, 'data');

const packageData = (name) => join(here, 'node_modules', '@stdlib', name, 'data');
const readLines = (path) => readFileSync(path, 'utf8').split('\n').filter(Boolean).map((line) => JSON.parse(line));

function writeText(path, text) {
  mkdirSync(dirname(join(data, path)), { recursive: true });
  writeFileSync(join(data, path), text);
}
const writeLines = (path, records) => writeText(path, records.map((record) => `${JSON.stringify(record)}\n`).join(''));

function main() {
  if (!existsSync(packageData('datasets-sotu'))) {
    console.error('error: the npm packages are not here. Run `npm ci` in this folder first; run.sh does all of it.');
    process.exitCode = 2;
    return;
  }
  const addresses = readAddresses(packageData('datasets-sotu'));
  const novel = readNovel(packageData('datasets-moby-dick'));
  const machineFolder = join(here, 'machine');
  const machine = readdirSync(machineFolder).filter((name) => name.endsWith('.jsonl')).sort().flatMap((name) => readLines(join(machineFolder, name)));
  const { hidden, declared } = splitMachine(machine);
  const assistant = [...declared, ...recite(addresses.archive)];
  const web = buildWeb({ addresses: addresses.web, novel: novel.web, hidden, archive: addresses.archive, declared });

  rmSync(data, { recursive: true, force: true });
  for (const source of ['archive', 'speeches']) {
    for (const { name } of ERAS) {
      writeLines(join(source, `${name}.jsonl`), addresses[source].filter((passage) => passage.era === name));
    }
  }
  for (const { id, text } of novel.novel) { writeText(join('novel', `${id}.txt`), `${text}\n`); }
  writeLines(join('assistant', 'assistant.jsonl'), assistant);
  const half = Math.ceil(web.length / 2);
  [web.slice(0, half), web.slice(half)].forEach((part, index) => {
    writeLines(join('web', `crawl-${index + 1}.jsonl`), part.map(({ id, text }) => ({ id, text })));
  });
  writeLines('truth.jsonl', web.map(({ id, origin, what }) => ({ id, origin, what })));

  report({ archive: addresses.archive, speeches: addresses.speeches, novel: novel.novel, web, assistant });
  if (addresses.later > 0) { console.log(`${addresses.later} addresses of 2022 or later are left out: their date no longer shows that a person wrote them.`); }
}

function report(sources) {
  console.log('source       documents      words');
  for (const [name, documents] of Object.entries(sources)) {
    const words = documents.reduce((sum, document) => sum + countWords(document.text), 0);
    console.log(`${name.padEnd(12)} ${String(documents.length).padStart(9)} ${words.toLocaleString('en-US').padStart(10)}`);
  }
}

main();
