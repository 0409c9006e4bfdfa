import { spawn } from "node:child_process";
import { closeSync, mkdtempSync, openSync, readFileSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { projectFolder } from "../paths.mjs";
import { nodeOf } from "../setup/dependencies.mjs";

const SPECS = ["{api,provider,sdk,runtime,cli,test}/**/*.test.ts", "tools/**/*.test.mjs"];
// These start whole programs and mostly wait for them: they run beside all others, which halves the time on two cores.
export const BESIDE = [
  "test/{deploy,deployments,docs,examples,lifecycle,plugin/languages}/**/*.test.ts",
  "test/provider/faultsPulumi.test.ts",
  "test/provider/faultsRuntime.test.ts",
];
// How long the process may take to end after its last test: one that stays has left something open.
const ENDING_MS = 20_000;
const LOOK_MS = 500;

/**
 * Runs mocha on every test file, or as `args` say. Answers the count that the reporter wrote. A run that breaks off,
 * runs no test, or does not end after its last one counts as a failure, and says so.
 */
export async function runMocha(args, { env, config }) {
  const named = args.some((arg, index) => isPath(arg, args[index - 1]));
  const run = (specs, output) => runOnce(["--config", config, ...args, ...specs], { env, output });
  if (named || args.length > 0) return (await run(named ? [] : SPECS, "inherit")).count();
  const others = [...BESIDE.flatMap((specs) => ["--ignore", specs]), ...SPECS];
  const [all, beside] = await Promise.all([run(others, "inherit"), run(BESIDE, "later")]);
  const counts = [all.count(), beside.count()];
  return Object.fromEntries(["passed", "failed", "skipped"].map((name) => [name, counts[0][name] + counts[1][name]]));
}

/** One mocha. With output "later" it is silent until its count is asked for. */
async function runOnce(args, { env, output }) {
  const folder = mkdtempSync(join(tmpdir(), "apprunner-mocha-"));
  const file = join(folder, "result.json");
  const log = join(folder, "output.txt");
  const sink = output === "later" ? openSync(log, "w") : output;
  try {
    const { code, stayed } = await runToEnd(args, {
      env: { ...env, APPRUNNER_TEST_RESULT: file, APPRUNNER_TEST_BUILT: "1" },
      file,
      sink,
    });
    const said = output === "later" ? readFileSync(log, "utf8") : "";
    const result = readResult(file);
    return {
      count() {
        process.stdout.write(said);
        return judge(result, code, stayed);
      },
    };
  } finally {
    if (output === "later") closeSync(sink);
    rmSync(folder, { recursive: true, force: true });
  }
}

/** What a run counts as, given the reporter's count (undefined when it never got to write one) and how the process ended. */
export function judge(result, code, stayed) {
  const count = result ?? { passed: 0, failed: 0, skipped: 0 };
  const trouble = troubleOf(result, code, stayed);
  if (!trouble) return count;
  process.stdout.write(`\n${trouble}\n`);
  return { ...count, failed: count.failed + 1 };
}

function troubleOf(result, code, stayed) {
  if (stayed)
    return `The tests have ended, but ${ENDING_MS / 1_000} s later something they left open kept the process alive.`;
  if (!result) return `mocha broke off with exit code ${code}; what it says above names the cause.`;
  if (result.passed + result.failed === 0) return "No test ran.";
  return code !== 0 && result.failed === 0 ? `mocha ended with exit code ${code} although no test failed.` : undefined;
}

function runToEnd(args, { env, file, sink }) {
  return new Promise((resolve, reject) => {
    const mocha = join(projectFolder, "node_modules/mocha/bin/mocha.js");
    const child = spawn(nodeOf(), [mocha, ...args], {
      cwd: projectFolder,
      env,
      stdio: ["ignore", sink, sink],
    });
    let stayed = false;
    const watch = setInterval(() => {
      const written = statSync(file, { throwIfNoEntry: false })?.mtimeMs;
      if (!written || Date.now() - written < ENDING_MS) return;
      stayed = true;
      child.kill("SIGKILL");
    }, LOOK_MS);
    // Ctrl-C reaches the child by itself; this process stays to clean up after it.
    const stay = () => {};
    process.on("SIGINT", stay);
    const pass = () => child.kill("SIGTERM");
    process.on("SIGTERM", pass);
    child.on("error", reject);
    child.on("close", (code, signal) => {
      clearInterval(watch);
      process.off("SIGINT", stay);
      process.off("SIGTERM", pass);
      resolve({ code: code ?? signal, stayed });
    });
  });
}

// A word after an option may be its value ("--grep create"): only what is there as a file, or looks like a glob, is a path.
function isPath(arg, before) {
  if (arg.startsWith("-")) return false;
  if (arg.includes("*") || /\.test\.\w+$/.test(arg)) return true;
  return !before?.startsWith("-") && Boolean(statSync(join(projectFolder, arg), { throwIfNoEntry: false }));
}

function readResult(file) {
  try {
    return JSON.parse(readFileSync(file, "utf8"));
  } catch {
    return undefined;
  }
}
