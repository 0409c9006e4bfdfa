#!/usr/bin/env node
// The npm bin. Plain JavaScript of old Node versions, since it has to run before it can say which Node is needed. It finds the
// newest form of the CLI: the compiled one (a published package, or a checkout after `npm ci`), else the sources through ts-node.
"use strict";

const fs = require("node:fs");
const path = require("node:path");
const { spawn } = require("node:child_process");

const ROOT = path.resolve(__dirname, "..");
const COMPILED = path.join(ROOT, "dist", "cli", "main.js");
const SOURCE = path.join(ROOT, "cli", "main.ts");

if (!isNodeNewEnough()) runWithOwnNode();
else runMain();

function runMain() {
  const main = load();
  main(process.argv.slice(2)).then((code) => {
    process.exitCode = code;
  });
}

function load() {
  if (!fs.existsSync(SOURCE)) return loadCompiled();
  useEngineOfSetUp();
  return isBuilt() ? loadCompiled() : loadSource();
}

function loadCompiled() {
  if (!fs.existsSync(COMPILED)) fail(`the package is incomplete: ${COMPILED} is missing. Reinstall pulumi-apprunner.`);
  return require(COMPILED).main;
}

function loadSource() {
  // What this process starts (the runtime and its ingress) finds the same compiler options wherever it runs.
  process.env.TS_NODE_PROJECT = path.join(ROOT, "tsconfig.json");
  process.env.TS_NODE_TRANSPILE_ONLY = "true";
  try {
    require("ts-node/register/transpile-only");
  } catch {
    fail(`this checkout has no dependencies yet. Run \`npm ci\` in ${ROOT}.`);
  }
  return require(SOURCE).main;
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
function runWithOwnNode() {
  const candidates = [
    path.join(ROOT, "node_modules", "node", "bin", "node"),
    path.join(ROOT, "node_modules", ".bin", "node"),
    path.join(ROOT, "..", "node", "bin", "node"),
  ];
  const node = candidates.find((file) => fs.existsSync(file));
  if (node === undefined) {
    fail(
      `Node.js 22.19 or newer is needed, this is ${process.versions.node}. Install a newer Node.js, or add one to the project: npm install --save-dev node@24`,
    );
  }
  const signals = ["SIGINT", "SIGTERM", "SIGHUP"];
  // Before it runs: a signal that comes right after its start must not end this process alone.
  for (const signal of signals) process.on(signal, () => child.kill(signal));
  const child = spawn(node, [__filename, ...process.argv.slice(2)], { stdio: "inherit" });
  child.on("error", (error) => fail(`cannot run ${node}: ${error.message}`));
  child.on("exit", (code, signal) => {
    if (signal === null) process.exit(code);
    for (const name of signals) process.removeAllListeners(name);
    process.kill(process.pid, signal);
  });
}

function fail(message) {
  process.stderr.write(`apprunner: ${message}\n`);
  process.exit(1);
}
