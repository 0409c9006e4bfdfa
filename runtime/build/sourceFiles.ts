import { readFileSync, statSync } from "node:fs";
import { join } from "node:path";

/** `readFile` of planBuild for a checked-out source directory: text of a file by its name, undefined when it is no file. */
export function sourceFiles(directory: string): (name: string) => string | undefined {
  return (name) => {
    const path = join(directory, name);
    return statSync(path, { throwIfNoEntry: false })?.isFile() ? readFileSync(path, "utf8") : undefined;
  };
}
