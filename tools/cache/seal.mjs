// What lies in the cache is trusted only as it was put there: each file's SHA-256 stands in `seal.json` beside it.
import { createHash } from "node:crypto";
import { createReadStream, readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";

const SEAL = "seal.json";

/** Records the files (names within `folder`) as they are now, together with `facts`, which `openSealed` gives back. */
export async function seal(folder, files, facts = {}) {
  const entries = {};
  for (const name of files) {
    const path = join(folder, name);
    entries[name] = { sha256: await digest(path), print: fingerprint(path) };
  }
  writeFileSync(join(folder, SEAL), `${JSON.stringify({ facts, files: entries }, null, 2)}\n`);
}

/**
 * The facts of a sealed folder whose files are still the ones that were sealed; else `{ damage }` that says what is wrong
 * ("pulumi was changed"), or undefined when nothing was ever sealed there.
 *
 * A file whose size, times and inode are the recorded ones is not read again: any write changes its ctime, which no
 * program can set back. So a warm set-up costs a stat and not the digest of a hundred megabytes.
 */
export async function openSealed(folder) {
  const sealed = readSeal(folder);
  if (!sealed) return undefined;
  let moved = false;
  for (const [name, { sha256, print }] of Object.entries(sealed.files)) {
    const path = join(folder, name);
    const now = fingerprint(path);
    if (!now) return { damage: `${name} is missing` };
    if (now === print) continue;
    if ((await digest(path)) !== sha256) return { damage: `${name} was changed` };
    sealed.files[name].print = now;
    moved = true;
  }
  if (moved) writeFileSync(join(folder, SEAL), `${JSON.stringify(sealed, null, 2)}\n`);
  return { facts: sealed.facts };
}

/** The SHA-256 of a file, in hex. */
export async function digest(path, algorithm = "sha256") {
  const hash = createHash(algorithm);
  for await (const chunk of createReadStream(path)) hash.update(chunk);
  return hash.digest("hex");
}

/** A word that changes when the file is written, replaced or touched; undefined when it is not there. */
export function fingerprint(path) {
  try {
    const { size, mtimeNs, ctimeNs, ino } = statSync(path, { bigint: true });
    return `${size}-${mtimeNs}-${ctimeNs}-${ino}`;
  } catch {
    return undefined;
  }
}

function readSeal(folder) {
  try {
    const sealed = JSON.parse(readFileSync(join(folder, SEAL), "utf8"));
    return sealed.files ? sealed : undefined;
  } catch {
    return undefined;
  }
}
