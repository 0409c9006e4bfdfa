import { existsSync } from "node:fs";
import { dirname, join } from "node:path";

/**
 * The folder of the Pulumi project that a program runs in. Looked for from the working directory upwards: Pulumi's own
 * `getRootDirectory()` answers nothing useful under older language hosts.
 */
export function projectFolder(from: string = process.cwd()): string {
  let folder = from;
  while (!["Pulumi.yaml", "Pulumi.yml"].some((name) => existsSync(join(folder, name)))) {
    const parent = dirname(folder);
    if (parent === folder) throw new Error(`${from} is in no Pulumi project: there is no Pulumi.yaml above it`);
    folder = parent;
  }
  return folder;
}
