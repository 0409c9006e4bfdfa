// Every folder that set-up reads or writes, said once.
import { createHash } from "node:crypto";
import { homedir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";

/** The checkout this file belongs to. */
export const projectFolder = resolve(dirname(fileURLToPath(import.meta.url)), "..");

/**
 * The folder of everything downloaded or built, outside every checkout so that clones share it:
 * APPRUNNER_CACHE, else XDG_CACHE_HOME/pulumi-apprunner, else ~/.cache/pulumi-apprunner.
 */
export function cacheFolder(env = process.env) {
  if (env.APPRUNNER_CACHE) return resolve(env.APPRUNNER_CACHE);
  return join(env.XDG_CACHE_HOME || join(homeOf(env), ".cache"), "pulumi-apprunner");
}

/** The folder of the local runtime (database, credentials, logs, Pulumi state): APPRUNNER_HOME, else ~/.apprunner. */
export function runtimeHome(env = process.env) {
  return env.APPRUNNER_HOME ? resolve(env.APPRUNNER_HOME) : join(homeOf(env), ".apprunner");
}

/** Eight hex digits that stand for a folder where its whole path would be too long (socket paths, network interfaces). */
export function shortName(folder) {
  return createHash("sha256").update(folder).digest("hex").slice(0, 8);
}

function homeOf(env) {
  return env.HOME || homedir();
}
