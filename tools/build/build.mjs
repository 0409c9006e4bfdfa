// Compiles the TypeScript sources into dist/, and does nothing when nothing has changed.
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { dirname, join, relative } from "node:path";
import { projectFolder } from "../paths.mjs";
import { lastLines, run } from "../process/run.mjs";

const SOURCES = ["api", "provider", "sdk", "runtime", "cli"];
const SETTINGS = ["tsconfig.json", "tsconfig.build.json", "package-lock.json"];
const DIST = "dist";
const STAMP = "dist/.stamp.json";
// Read at run time as files beside the compiled code.
const ASSET = /\.(json|sql|html|css|svg)$/;
const NODE = "node_modules/node/bin/node";

/** Whether dist/ was made from the sources as they are: by their sizes and times, in a few milliseconds. */
export function upToDate(folder = projectFolder) {
  return readStamp(folder) === stampOf(folder);
}

/**
 * Compiles, copies the assets and removes what no source stands for any more. Answers `{ text, files }`.
 * Throws with the compiler's messages when the types are wrong: nothing is stamped then, so the next build tries again.
 * Two builds of one checkout must take turns; set-up's lock sees to it.
 */
export async function build(say, folder = projectFolder) {
  const stamp = stampOf(folder);
  if (readStamp(folder) === stamp) return { text: "up to date" };
  say("compiling");
  rmSync(join(folder, STAMP), { force: true });
  removeOrphans(folder);
  await compile(folder);
  for (const file of assetsOf(folder)) copyAsset(folder, file);
  writeFileSync(join(folder, STAMP), stamp);
  return { text: `${stamp.split("\n").length} files` };
}

async function compile(folder) {
  const node = existsSync(join(folder, NODE)) ? join(folder, NODE) : process.execPath;
  const args = [join(folder, "node_modules/typescript/bin/tsc"), "-p", "tsconfig.build.json", "--pretty", "false"];
  const { code, stdout, stderr } = await run(node, args, { cwd: folder });
  if (code === 0) return;
  throw new Error(
    `The build failed: the compiler (tsc -p tsconfig.build.json) says\n${lastLines(stdout + stderr, 40)}`,
  );
}

// A file that lost its source would still be found by `require`. The compiler's own record goes too, as it would not
// write again what it believes is there.
function removeOrphans(folder) {
  const dist = join(folder, DIST);
  if (!existsSync(dist)) return;
  const orphans = walk(dist, (file) => !/^\./.test(file))
    .map((file) => relative(dist, file))
    .filter((file) => !sourceOf(folder, file));
  for (const file of orphans) rmSync(join(dist, file));
}

function sourceOf(folder, output) {
  const stem = output.replace(/(\.d\.ts|\.js|\.js\.map|\.d\.ts\.map)$/, "");
  return [output, `${stem}.ts`, `${stem}.tsx`].some((file) => existsSync(join(folder, file)));
}

function copyAsset(folder, file) {
  const target = join(folder, DIST, relative(folder, file));
  mkdirSync(dirname(target), { recursive: true });
  copyFileSync(file, target);
}

function stampOf(folder) {
  const settings = SETTINGS.map((file) => join(folder, file)).filter((file) => existsSync(file));
  const lines = [...settings, ...sourcesOf(folder)].map((file) => {
    const { size, mtimeMs } = statSync(file);
    return `${relative(folder, file)} ${size} ${Math.round(mtimeMs)}`;
  });
  return lines.sort().join("\n");
}

const sourcesOf = (folder) =>
  inputs(folder, (name) => (name.endsWith(".ts") && !name.endsWith(".test.ts")) || ASSET.test(name));
const assetsOf = (folder) => inputs(folder, (name) => ASSET.test(name));

function inputs(folder, wanted) {
  return SOURCES.map((name) => join(folder, name))
    .filter((source) => existsSync(source))
    .flatMap((source) => walk(source, wanted));
}

function walk(folder, wanted) {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return entry.name === "node_modules" ? [] : walk(path, wanted);
    return wanted(entry.name) ? [path] : [];
  });
}

function readStamp(folder) {
  try {
    return readFileSync(join(folder, STAMP), "utf8");
  } catch {
    return undefined;
  }
}
