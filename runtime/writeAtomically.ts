import { closeSync, fsyncSync, openSync, renameSync, writeSync } from "node:fs";

/** Replaces a file so that a reader, or a crash, sees the old content or the new, never a part. Mode 0600. */
export function writeAtomically(path: string, content: string): void {
  const next = `${path}.${process.pid}.next`;
  const file = openSync(next, "w", 0o600);
  try {
    writeSync(file, content);
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
  renameSync(next, path);
}
