// The Pulumi CLI and its Node.js language host, from the first rung of a ladder that has both.
import { dirname } from "node:path";
import { fingerprint } from "../cache/seal.mjs";
import { run } from "../process/run.mjs";
import { which } from "../process/which.mjs";
import { climb, Unavailable } from "./ladder.mjs";
import { builtPulumi } from "./pulumiModules.mjs";
import { releasedPulumi } from "./pulumiRelease.mjs";
import { isOlder, sourcesDigest } from "./versions.mjs";

// 3.230 is the oldest that the dynamic provider's shim and `--event-log` were tried with.
export const OLDEST = "3.230.0";
const HOST = "pulumi-language-nodejs";

/**
 * Finds, fetches or builds Pulumi. Answers `{ rung, version, folders, print, refused }`: `folders` go first on PATH, and
 * `print` and `sources` let the next set-up see without running anything that it is still the same (`samePulumi`).
 */
export async function findPulumi({ cache, env = process.env, progress, say }) {
  const { rung, value, refused } = await climb(
    [
      { name: "on PATH", attempt: () => pulumiOnPath(env) },
      { name: "official release", attempt: () => releasedPulumi({ cache, progress, say }) },
      { name: "built from Go modules", attempt: () => builtPulumi({ cache, progress, say }) },
    ],
    (name) => say(name),
  ).catch((error) => {
    throw new Error(`The Pulumi CLI is neither here nor to be had:\n${error.message}`, { cause: error });
  });
  return { rung, ...value, print: printOf(value.files), sources: sourcesDigest(), refused };
}

/** Whether what an earlier set-up found is still what a new one would find. Stats a few files, runs nothing. */
export function samePulumi(found, env = process.env) {
  if (!found?.files || found.sources !== sourcesDigest() || printOf(found.files) !== found.print) return false;
  const onPath = which("pulumi", env);
  return onPath === undefined || found.files.includes(onPath) || found.passedOver === fingerprint(onPath);
}

async function pulumiOnPath(env) {
  const pulumi = which("pulumi", env);
  if (!pulumi) throw new Unavailable("no pulumi is on PATH");
  const { stdout, code } = await run(pulumi, ["version"], {
    env: { ...env, PULUMI_SKIP_UPDATE_CHECK: "true" },
    timeoutMs: 30_000,
  });
  const version = stdout.trim().replace(/^v/, "");
  if (code !== 0 || !/^\d+\.\d+\.\d+/.test(version))
    throw new Unavailable(`${pulumi} version says nothing that can be read`);
  if (isOlder(version, OLDEST)) throw new Unavailable(`${pulumi} is ${version}, older than ${OLDEST}`);
  const host = which(HOST, { PATH: `${dirname(pulumi)}:${env.PATH}` });
  if (!host) throw new Unavailable(`${pulumi} is there, but no ${HOST} beside it or on PATH`);
  return { version, folders: [...new Set([dirname(pulumi), dirname(host)])], files: [pulumi, host] };
}

const printOf = (files) => files.map((file) => fingerprint(file) ?? "gone").join(" ");
