// `npm run bench`, or `npm run bench -- NAME...` for bench/NAME.ts: each measures two things in one run and prints their ratio.
import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { projectFolder } from "./paths.mjs";
import { become } from "./process/become.mjs";
import { runMain } from "./process/main.mjs";
import { nodeOf } from "./setup/dependencies.mjs";
import { setUp } from "./setup.mjs";
import { withTestHome } from "./test/home.mjs";

const FOLDER = join(projectFolder, "bench");

runMain(async (names) => {
  const wanted = names.length > 0 ? names : allNames();
  const unknown = wanted.filter((name) => !existsSync(fileOf(name)));
  if (unknown.length > 0)
    throw new Error(`There is no benchmark ${unknown.join(", ")}: the ones there are ${allNames().join(", ")}.`);
  const machine = await setUp();
  const failed = [];
  for (const name of wanted) {
    process.stdout.write(`\n${name}\n`);
    // Each with a home of its own, so that none finds what another has left running.
    if ((await withTestHome(machine, (env) => runOne(name, env))) !== 0) failed.push(name);
  }
  if (failed.length > 0) throw new Error(`Beyond its bound, or broken: ${failed.join(", ")}`);
});

function runOne(name, env) {
  const args = ["--require", "ts-node/register/transpile-only", fileOf(name)];
  return become(nodeOf(), args, { cwd: projectFolder, env });
}

function fileOf(name) {
  return join(FOLDER, `${name}.ts`);
}

function allNames() {
  const files = existsSync(FOLDER) ? readdirSync(FOLDER) : [];
  return files
    .filter((file) => file.endsWith(".ts") && !file.endsWith(".test.ts"))
    .map((file) => file.slice(0, -".ts".length));
}
