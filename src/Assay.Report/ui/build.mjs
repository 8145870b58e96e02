// Builds dist/report.js and dist/report.css: npm ci where needed, types checked, then bundled.
// MSBuild runs it; when two builds run at once, the second waits and finds the work done.
import { spawnSync } from "node:child_process";
import { existsSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const folder = dirname(fileURLToPath(import.meta.url));
const lock = join(folder, ".build-lock");
const waitLimitSeconds = 600;

const modified = (path) => (existsSync(path) ? statSync(path).mtimeMs : 0);
const installed = () => modified(join(folder, "node_modules/.package-lock.json"));

function newestInput() {
  const sources = readdirSync(join(folder, "src"), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath ?? entry.path, entry.name));
  const settings = ["package-lock.json", "tsconfig.json", "vite.config.ts", "build.mjs"].map((name) => join(folder, name));
  return Math.max(...[...sources, ...settings].map(modified));
}

const oldestOutput = () => Math.min(...["dist/report.js", "dist/report.css"].map((name) => modified(join(folder, name))));

function alive(process_) {
  try {
    process.kill(process_, 0);
    return true;
  } catch (error) {
    return error.code === "EPERM";
  }
}

function acquire() {
  for (let waited = 0; waited < waitLimitSeconds * 4; waited++) {
    try {
      writeFileSync(lock, String(process.pid), { flag: "wx" });
      return;
    } catch (error) {
      if (error.code !== "EEXIST") { throw error; }
    }
    let holder = 0;
    try { holder = Number(readFileSync(lock, "utf8")); } catch { continue; } // Released in between.
    // An empty file is a holder that has not yet written its number; one that died left its number behind.
    if (holder > 0 && !alive(holder)) { rmSync(lock, { force: true }); }
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 250);
  }
  throw new Error(`another build has held ${lock} for ${waitLimitSeconds} s; delete the file if none is running.`);
}

function run(command, ...args) {
  // npm is a .cmd file on Windows, which only a shell starts; the arguments are constants.
  const { status, error } = spawnSync(command, args, { cwd: folder, stdio: "inherit", shell: process.platform === "win32" });
  if (error) { throw error; }
  if (status !== 0) { throw new Error(`${command} ${args.join(" ")} ended with ${status}.`); }
}

acquire();
try {
  if (installed() < modified(join(folder, "package-lock.json"))) {
    run("npm", "ci", "--no-fund", "--no-audit", "--loglevel=error");
  }
  if (oldestOutput() < newestInput()) {
    run("npm", "run", "--silent", "check");
    run("npm", "run", "--silent", "bundle");
  }
} catch (error) {
  console.error(`error ASSAY0004: the report's viewer did not build: ${error.message}`);
  process.exitCode = 1;
} finally {
  rmSync(lock, { force: true });
}
