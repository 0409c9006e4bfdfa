import { readFileSync, statSync } from "node:fs";
import { join } from "node:path";

/** Larger files are not read: what is looked for in them (package.json, requirements) is small. */
const MAX_BYTES = 8 * 1024 * 1024;

/** Text of a file of a source directory by its name; undefined when there is none. */
export function readSource(directory: string): (name: string) => string | undefined {
  return (name) => {
    const path = join(directory, name);
    const found = statSync(path, { throwIfNoEntry: false });
    return found?.isFile() && found.size <= MAX_BYTES ? readFileSync(path, "utf8") : undefined;
  };
}
