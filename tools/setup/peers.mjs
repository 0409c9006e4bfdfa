// The npm packages that only some programs need beside ours (@pulumi/aws, @pulumi/docker), for the tests. They lie outside the
// checkout: for each package of this sort that Pulumi's Node.js host sees in a program's node_modules it asks for the plugin, which cost
// every `pulumi` command here 2 s where the plugins cannot be had, and hundreds of megabytes where they can.
import { createHash } from "node:crypto";
import { copyFileSync, mkdirSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { openSealed, seal } from "../cache/seal.mjs";
import { projectFolder } from "../paths.mjs";
import { mustRun } from "../process/run.mjs";

const FILES = ["package.json", "package-lock.json"];
const SOURCES = join(projectFolder, "tools/peers");

/** The folder whose node_modules has them, whether made yet or not. */
export function peersFolder(cache) {
  const hash = createHash("sha256");
  for (const file of FILES) hash.update(readFileSync(join(SOURCES, file)));
  return join(cache, "peers", hash.digest("hex").slice(0, 12));
}

/** Whether they are there. */
export async function hasPeers(folder) {
  return Boolean((await openSealed(folder))?.facts);
}

/** Installs what the lockfile says. Throws when the registry does not have it. */
export async function installPeers(folder, say) {
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  for (const file of FILES) copyFileSync(join(SOURCES, file), join(folder, file));
  say("npm ci");
  const env = { ...process.env, npm_config_loglevel: "error" };
  await mustRun("npm", ["ci", "--ignore-scripts", "--no-audit", "--no-fund"], { cwd: folder, env });
  await seal(folder, ["node_modules/.package-lock.json"]);
}
