// Debian packages for the whole machine: only as root, only when said before, only what a rung of a ladder needs.
import { readFileSync } from "node:fs";
import { mustRun } from "../process/run.mjs";
import { which } from "../process/which.mjs";
import { Unavailable } from "./ladder.mjs";

/** Why packages cannot be installed here, or undefined when they can: this is Debian (or made from it) and we are root. */
export function whyNoPackages({ uid = process.getuid?.(), release = osRelease(), apt = which("apt-get") } = {}) {
  if (!isDebian(release)) return "this machine is not a Debian";
  if (uid !== 0) return whyNotRoot(uid);
  if (!apt) return "apt-get is missing";
  return undefined;
}

/** Why nothing that concerns the whole machine is tried, or undefined for root. */
export function whyNotRoot(uid = process.getuid?.()) {
  return uid === 0 ? undefined : "this user is not root, and without root nothing is done to the whole machine";
}

/** Installs packages, after a note on the screen. Throws `Unavailable` where it may not or cannot. */
export async function installPackages(packages, purpose, progress, say) {
  const why = whyNoPackages();
  if (why) throw new Unavailable(why);
  progress.note(`Installing for the whole machine, with apt-get: ${packages.join(", ")} (${purpose})`);
  const env = { ...process.env, DEBIAN_FRONTEND: "noninteractive" };
  const wait = ["-o", "DPkg::Lock::Timeout=300"];
  try {
    say("apt-get update");
    await mustRun("apt-get", [...wait, "update", "-qq"], { env });
    say(`apt-get install ${packages.join(" ")}`);
    await mustRun("apt-get", [...wait, "install", "-y", "--no-install-recommends", ...packages], { env });
  } catch (error) {
    throw new Unavailable(error.message);
  }
}

/** /etc/os-release as an object, {} where there is none. */
export function osRelease(file = "/etc/os-release") {
  try {
    const lines = readFileSync(file, "utf8").split("\n");
    return Object.fromEntries(lines.filter((line) => line.includes("=")).map(readPair));
  } catch {
    return {};
  }
}

function isDebian(release) {
  return [release.ID, ...(release.ID_LIKE ?? "").split(" ")].includes("debian");
}

function readPair(line) {
  const at = line.indexOf("=");
  return [line.slice(0, at), line.slice(at + 1).replace(/^"|"$/g, "")];
}
