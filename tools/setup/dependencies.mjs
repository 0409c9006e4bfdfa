// The npm packages of the lockfile, and the Node.js that one of them brings.
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { projectFolder } from "../paths.mjs";
import { mustRun } from "../process/run.mjs";

/** Set for the commands that set-up runs, so that tools/prepare.mjs knows. */
export const DURING_SETUP = "APPRUNNER_DURING_SETUP";

const NODE = "node_modules/node/bin/node";

/** The project's own Node.js, which everything of it runs on: a machine's may be older. */
export const nodeOf = (folder = projectFolder) => join(folder, NODE);

/** Why the packages must be installed, or undefined when what is there is what the lockfile says. Reads two files. */
export function whyInstall(folder = projectFolder) {
  const wanted = packagesOf(join(folder, "package-lock.json"));
  const installed = packagesOf(join(folder, "node_modules/.package-lock.json"));
  if (!wanted) throw new Error(`${folder}/package-lock.json is missing or cannot be read: take it from git again`);
  if (!installed) return "node_modules is missing";
  const different = Object.entries(wanted).find(
    ([path, entry]) => path !== "" && !entry.optional && installed[path]?.version !== entry.version,
  );
  if (different) return `the lockfile has changed (${different[0].replace(/^node_modules\//, "")})`;
  return existsSync(join(folder, NODE)) ? undefined : "the project's Node.js is missing";
}

/** Installs what the lockfile says, then makes sure of the Node.js. */
export async function installDependencies(say, folder = projectFolder) {
  say("npm ci");
  // `prepare` leaves the build to set-up's next step, which holds the same lock.
  const env = { ...process.env, npm_config_loglevel: "error", [DURING_SETUP]: "1" };
  await mustRun("npm", ["ci", "--no-audit", "--no-fund"], { cwd: folder, env });
  if (!existsSync(join(folder, NODE))) await installNode(say, folder, env);
}

// The package `node` fetches its binary in an install script, which npm 11 may leave out and npm 12 does unless allowed.
async function installNode(say, folder, env) {
  say("fetching the project's Node.js");
  await mustRun(process.execPath, ["installArchSpecificPackage"], { cwd: join(folder, "node_modules/node"), env });
  if (!existsSync(join(folder, NODE))) {
    throw new Error(
      `The npm package "node" brought no Node.js for ${process.platform} on ${process.arch}: ${NODE} is missing.`,
    );
  }
}

function packagesOf(file) {
  try {
    return JSON.parse(readFileSync(file, "utf8")).packages;
  } catch {
    return undefined;
  }
}
