// What Maven calls, each step only where its result is older than what it is made of.
// "page": node_modules as the lock says, then the page. "test": types, format, lint and unit tests; a further word "true"
// means that tests are to be skipped.
import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, readdirSync, rmSync, statSync, utimesSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

// Vite 8 asks for these. [ERROR] is what the launcher lets through of Maven's output.
const NODE_LEAST = [20, 19];

const sources = [
  "src",
  "frame",
  "test",
  "build",
  "index.html",
  "package.json",
  "package-lock.json",
  "tsconfig.json",
  ".prettierrc.json",
];
const installed = "node_modules/.anode-installed";
const built = "target/page.built";
const tested = "target/page.tested";
const report = "target/surefire-reports/TEST-page.xml";

/** Newest change below a path, in ms; folders count, so that a deleted file is seen. */
function newest(path) {
  if (!existsSync(path)) return 0;
  const stat = statSync(path);
  const below = stat.isDirectory() ? readdirSync(path).map((name) => newest(join(path, name))) : [];
  return Math.max(stat.mtimeMs, ...below);
}

const current = (mark, paths) => existsSync(mark) && statSync(mark).mtimeMs >= Math.max(...paths.map(newest));

function fail(sentence) {
  console.error(`[ERROR] ${sentence}`);
  process.exit(1);
}

function npm(...words) {
  const done = spawnSync("npm", words, { stdio: "inherit", shell: process.platform === "win32" });
  if (done.error) fail(`npm does not start (${done.error.message}): install npm.`);
  if (done.status !== 0) fail(`"npm ${words.join(" ")}" failed: see above.`);
}

/** Marks a step as done at the time it began: what changed while it ran is seen as newer. */
function mark(path, begun) {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, "");
  utimesSync(path, begun, begun);
}

function install() {
  if (current(installed, ["package.json", "package-lock.json"])) return;
  npm("ci", "--no-audit", "--no-fund");
  mark(installed, new Date());
}

function step(path, results, script) {
  if (current(path, sources.concat(configs)) && results.every((result) => existsSync(result))) return;
  const begun = new Date();
  rmSync(path, { force: true });
  npm("run", "--silent", script);
  mark(path, begun);
}

process.chdir(dirname(dirname(fileURLToPath(import.meta.url))));
const configs = readdirSync(".").filter((name) => /^vite\..*ts$/.test(name));
const [major, minor] = process.versions.node.split(".").map(Number);
if (major < NODE_LEAST[0] || (major === NODE_LEAST[0] && minor < NODE_LEAST[1]))
  fail(
    `the page needs Node.js ${NODE_LEAST.join(".")} or newer, this is ${process.versions.node}: install a newer one.`,
  );

const [what, ...skips] = process.argv.slice(2);
if (what === "page") {
  install();
  step(built, ["target/classes/page/index.html"], "build");
} else if (!skips.includes("true")) {
  step(tested, [report], "test");
}
