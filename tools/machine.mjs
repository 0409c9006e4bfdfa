// What set-up found on this machine, kept in the cache so that the next start asks nothing twice.
import { mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { cacheFolder } from "./paths.mjs";

const FILE = "machine.json";

/** The record of the last set-up (`{ pulumi, languages, engine, clients, peers }`, each absent until its step has run once); {} before the first. */
export function readMachine(cache = cacheFolder()) {
  try {
    return JSON.parse(readFileSync(join(cache, FILE), "utf8"));
  } catch {
    return {};
  }
}

/** Changes some fields of the record. Written aside and renamed, so that a reader never sees half of it. */
export function updateMachine(changes, cache = cacheFolder()) {
  mkdirSync(cache, { recursive: true });
  const next = { ...readMachine(cache), ...changes };
  const draft = join(cache, `${FILE}.${process.pid}`);
  writeFileSync(draft, `${JSON.stringify(next, null, 2)}\n`);
  renameSync(draft, join(cache, FILE));
  return next;
}
