import { createHash, randomUUID } from "node:crypto";
import { mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";

/** Where the process engine keeps everything: nothing outside its directory is its own. */
export interface Layout {
  directory: string;
  /** Manifests, `<name>.json`. */
  images: string;
  /** What manifests point to: the prepared folders. */
  builds: string;
  /** A folder per instance. */
  instances: string;
}

export function layoutOf(directory: string): Layout {
  const at = (name: string): string => join(directory, name);
  return { directory, images: at("images"), builds: at("builds"), instances: at("instances") };
}

/** A file name for any text: readable, safe and never the same for two. Short: old kernels read 127 bytes of a script's first line. */
export function fileNameOf(text: string): string {
  const readable = text.replace(/[^a-zA-Z0-9_-]/g, "-").slice(0, 32);
  return `${readable}-${createHash("sha256").update(text).digest("hex").slice(0, 8)}`;
}

/** Content of a JSON file; undefined when it is not there (or was never finished). */
export function readJson<T>(path: string): T | undefined {
  try {
    return JSON.parse(readFileSync(path, "utf8")) as T;
  } catch {
    return undefined;
  }
}

/** Writes a JSON file so that it is seen whole or not at all. Only its owner may read it. */
export function writeJson(path: string, value: unknown): void {
  mkdirSync(dirname(path), { recursive: true });
  const unfinished = `${path}.${randomUUID()}`;
  writeFileSync(unfinished, `${JSON.stringify(value)}\n`, { mode: 0o600 });
  renameSync(unfinished, path);
}
