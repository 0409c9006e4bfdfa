// The stack `local` of the root Pulumi project, which is what `npm start` deploys.
import { copyFileSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { homedir, tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { projectFolder, runtimeHome } from "../paths.mjs";
import { become } from "../process/become.mjs";
import { mustRun } from "../process/run.mjs";

export const STACK = "local";

/**
 * Runs a real `pulumi up` with its own output on the screen. Answers `{ outputs, changes }`, where `changes` counts
 * resources by what was done to them ({ same: 4, update: 1 }). Throws when Pulumi fails; it has said why by then.
 */
export async function deployStack(options) {
  const env = absoluteBackend(options.env);
  await makeStack({ env });
  // The event log carries plain secrets in its debug lines, so it lies where only this user can read and is gone at once.
  const folder = mkdtempSync(join(tmpdir(), "apprunner-start-"));
  const log = join(folder, "events.json");
  try {
    const settings = ["--stack", STACK, "--config-file", configFile(env), "--event-log", log];
    // `--event-log` is among what the CLI calls its debug commands; its Automation API uses it in the same way.
    const debugging = { ...env, PULUMI_DEBUG_COMMANDS: "true" };
    const code = await become("pulumi", ["up", "--yes", "--skip-preview", ...settings], {
      cwd: projectFolder,
      env: debugging,
    });
    if (code !== 0) throw new Error(FAILED);
    return readEvents(readFileSync(log, "utf8"));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

const FAILED = `pulumi up failed; what it says above names the cause. When that is mended, npm start goes on from here.
To remove what was made: npm run -s pulumi -- destroy --stack ${STACK}, or npm run reset for everything.`;

/** Removes the stack's record without asking anything of the services in it, which a reset has removed. Answers whether there was one. */
export async function forgetStack(options) {
  const env = absoluteBackend(options.env);
  if (!knownStack(env)) return false;
  await mustRun("pulumi", ["stack", "rm", STACK, "--yes", "--force", "--preserve-config"], { cwd: projectFolder, env });
  rmSync(configFile(env), { force: true });
  return true;
}

/** What an event log of `pulumi up` says in the end: `{ outputs, changes }`. */
export function readEvents(text) {
  const result = { outputs: {}, changes: {} };
  for (const line of text.split("\n")) {
    if (!line.includes('"resOutputsEvent"') && !line.includes('"summaryEvent"')) continue;
    const { resOutputsEvent, summaryEvent } = JSON.parse(line);
    const resource = resOutputsEvent?.metadata;
    if (resource?.type === "pulumi:pulumi:Stack") result.outputs = resource.new?.outputs ?? {};
    if (summaryEvent) result.changes = summaryEvent.resourceChanges ?? {};
  }
  return result;
}

// The CLI writes a new stack's settings beside Pulumi.yaml, with a salt that belongs to one passphrase. They are kept in the
// home instead, where the passphrase is: another home, or none any more, must not find this checkout locked.
async function makeStack({ env }) {
  const known = knownStack(env);
  if (known) return;
  // On a backend that is no folder only Pulumi can tell.
  const args = known === undefined ? ["stack", "select", "--create", STACK] : ["stack", "init", "--no-select", STACK];
  const folder = mkdtempSync(join(tmpdir(), "apprunner-stack-"));
  try {
    writeFileSync(join(folder, "Pulumi.yaml"), `name: ${projectName()}\nruntime: nodejs\n`);
    await mustRun("pulumi", args, { cwd: folder, env });
    const settings = join(folder, `Pulumi.${STACK}.yaml`);
    if (existsSync(settings)) copyFileSync(settings, configFile(env));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function configFile(env) {
  const folder = join(runtimeHome(env), "pulumi");
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  return join(folder, `Pulumi.${STACK}.yaml`);
}

/** Whether the stack is there; undefined when only the backend can tell. Looks for its file: a process would cost 0.3 s. */
function knownStack({ PULUMI_BACKEND_URL: backend }) {
  if (!backend.startsWith("file://")) return undefined;
  const file = join(fileURLToPath(backend), ".pulumi/stacks", projectName(), `${STACK}.json`);
  // Zipped with PULUMI_SELF_MANAGED_STATE_GZIP.
  return existsSync(file) || existsSync(`${file}.gz`);
}

// "file://~/x" and "file://./x" are Pulumi's own and no URLs; the second means another folder in another working folder.
function absoluteBackend(env) {
  const [, path] = /^file:\/\/([.~].*)$/.exec(env.PULUMI_BACKEND_URL) ?? [];
  if (path === undefined) return env;
  const folder = path.startsWith("~") ? join(homedir(), path.slice(1)) : join(projectFolder, path);
  return { ...env, PULUMI_BACKEND_URL: pathToFileURL(folder).href };
}

function projectName() {
  const text = readFileSync(join(projectFolder, "Pulumi.yaml"), "utf8");
  return /^name:\s*["']?([\w.-]+)/m.exec(text)[1];
}
