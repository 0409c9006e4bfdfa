// Pulumi's official release, checked against the digests that are published beside it.
import { createWriteStream, mkdirSync, mkdtempSync, renameSync, rmSync } from "node:fs";
import { join } from "node:path";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { digest, openSealed, seal } from "../cache/seal.mjs";
import { mustRun } from "../process/run.mjs";
import { Unavailable } from "./ladder.mjs";
import { programs, versionOf } from "./versions.mjs";

const VERSION = versionOf(programs[0]);
const RELEASES = "https://get.pulumi.com/releases/sdk";
const PROGRAMS = programs.map(({ name }) => name);
const ANSWER_MS = 5_000;
const DOWNLOAD_MS = 10 * 60_000;

/** The released programs, from the cache or downloaded now. Throws `Unavailable` when the vendor's site does not answer. */
export async function releasedPulumi({ cache, progress, say, download = fetch }) {
  const folder = join(cache, "pulumi", `release-${VERSION}`);
  const sealed = await openSealed(folder);
  if (sealed?.damage) progress.note(`The cached Pulumi CLI is damaged (${sealed.damage}) and is downloaded again.`);
  if (!sealed?.facts) await fetchRelease(folder, say, download);
  return { version: VERSION, folders: [folder], files: PROGRAMS.map((program) => join(folder, program)) };
}

/** The SHA-256 that a checksums file gives for a file name. Throws when it gives none: what is not checked is not run. */
export function checksumOf(checksums, name) {
  for (const line of checksums.split("\n")) {
    const [sum, file] = line.trim().split(/\s+\*?/);
    if (file === name && /^[0-9a-f]{64}$/.test(sum)) return sum;
  }
  throw new Error(`the published checksums have no SHA-256 of ${name}`);
}

async function fetchRelease(folder, say, download) {
  const name = archiveName();
  say(`asking for release ${VERSION}`);
  const checksums = await (await get(`${RELEASES}/pulumi-${VERSION}-checksums.txt`, download, ANSWER_MS)).text();
  const expected = checksumOf(checksums, name);
  mkdirSync(join(folder, ".."), { recursive: true });
  const work = mkdtempSync(`${folder}-making-`);
  try {
    say(`downloading release ${VERSION}`);
    const archive = join(work, name);
    const response = await get(`${RELEASES}/${name}`, download, DOWNLOAD_MS);
    await pipeline(Readable.fromWeb(response.body), createWriteStream(archive));
    const actual = await digest(archive);
    if (actual !== expected)
      throw new Error(`${name} has the SHA-256 ${actual}, and ${expected} is published: it was not installed`);
    await mustRun("tar", ["-xzf", archive, "-C", work, "--strip-components=1"]);
    rmSync(archive);
    await seal(work, PROGRAMS);
    rmSync(folder, { recursive: true, force: true });
    renameSync(work, folder);
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
}

async function get(url, download, timeoutMs) {
  let response;
  try {
    response = await download(url, { signal: AbortSignal.timeout(timeoutMs) });
  } catch (error) {
    throw new Unavailable(`${new URL(url).host} does not answer (${error.cause?.code ?? error.name})`);
  }
  if (!response.ok) throw new Unavailable(`${url} answered with status ${response.status}`);
  return response;
}

function archiveName() {
  const cpu = { x64: "x64", arm64: "arm64" }[process.arch];
  if (!cpu || !["linux", "darwin"].includes(process.platform)) {
    throw new Unavailable(`there is none for ${process.platform} on ${process.arch}`);
  }
  return `pulumi-v${VERSION}-${process.platform}-${cpu}.tar.gz`;
}
