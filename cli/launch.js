// What the npm bins have in common. Plain JavaScript of old Node versions, since it has to run before it can say which Node is
// needed.
"use strict";

const fs = require("node:fs");
const path = require("node:path");
const { spawn } = require("node:child_process");

const ROOT = path.resolve(__dirname, "..");

/**
 * Runs the exported `main` of a module, which `program.main` names by its path without extension, through `program.run`. It finds the
 * newest form: the compiled one (a published package, or a checkout after `npm ci`), else the sources through ts-node.
 * `program.script` is the launcher itself, to be run again with a newer Node; `program.name` begins its errors.
 */
function launch(program) {
  if (isNodeNewEnough()) program.run(load(program));
  else runWithOwnNode(program);
}

function load(program) {
  const compiled = `${path.join(ROOT, "dist", ...program.main)}.js`;
  const source = `${path.join(ROOT, ...program.main)}.ts`;
  if (fs.existsSync(source)) {
    useEngineOfSetUp();
    if (!isBuilt()) return loadSource(program, source);
  }
  if (fs.existsSync(compiled)) return require(compiled).main;
  return fail(program, `the package is incomplete: ${compiled} is missing. Reinstall pulumi-apprunner.`);
}

function loadSource(program, source) {
  // What this process starts (the runtime and its ingress) finds the same compiler options wherever it runs.
  process.env.TS_NODE_PROJECT = path.join(ROOT, "tsconfig.json");
  process.env.TS_NODE_TRANSPILE_ONLY = "true";
  try {
    require("ts-node/register/transpile-only");
  } catch {
    fail(program, `this checkout has no dependencies yet. Run \`npm ci\` in ${ROOT}.`);
  }
  return require(source).main;
}

/** In a checkout: whether dist/ is whole and of these very sources; the build itself knows. */
function isBuilt() {
  return require(path.join(ROOT, "tools", "build", "build.mjs")).upToDate();
}

/** In a checkout, set-up may have started a Docker of its own and built a Pulumi CLI, which are at no usual place. */
function useEngineOfSetUp() {
  const { readMachine } = require(path.join(ROOT, "tools", "machine.mjs"));
  const { engine, pulumi } = readMachine();
  if (engine?.host && !process.env.DOCKER_HOST) process.env.DOCKER_HOST = engine.host;
  if (pulumi?.folders) process.env.PATH = [process.env.PATH, ...pulumi.folders].join(path.delimiter);
}

function isNodeNewEnough() {
  const [major, minor] = process.versions.node.split(".").map(Number);
  return major > 22 || (major === 22 && minor >= 19);
}

/** A checkout brings its own Node (the npm package `node`), so a machine's older one only has to start it. */
function runWithOwnNode(program) {
  const candidates = [
    path.join(ROOT, "node_modules", "node", "bin", "node"),
    path.join(ROOT, "node_modules", ".bin", "node"),
    path.join(ROOT, "..", "node", "bin", "node"),
  ];
  const node = candidates.find((file) => fs.existsSync(file));
  if (node === undefined) {
    fail(
      program,
      `Node.js 22.19 or newer is needed, this is ${process.versions.node}. Install a newer Node.js, or add one to the project: npm install --save-dev node@24`,
    );
  }
  const signals = ["SIGINT", "SIGTERM", "SIGHUP"];
  // Before it runs: a signal that comes right after its start must not end this process alone.
  for (const signal of signals) process.on(signal, () => child.kill(signal));
  const child = spawn(node, [program.script, ...process.argv.slice(2)], { stdio: "inherit" });
  child.on("error", (error) => fail(program, `cannot run ${node}: ${error.message}`));
  child.on("exit", (code, signal) => {
    if (signal === null) process.exit(code);
    for (const name of signals) process.removeAllListeners(name);
    process.kill(process.pid, signal);
  });
}

function fail(program, message) {
  process.stderr.write(`${program.name}: ${message}\n`);
  process.exit(1);
}

module.exports = { launch };
