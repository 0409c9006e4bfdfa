import { createHash, type Hash } from "node:crypto";
import { createReadStream } from "node:fs";
import { lstat, readdir, readlink } from "node:fs/promises";
import { join } from "node:path";
import type { BuildPlan } from "../../model/buildPlan";

/** Digest of what an image is made from: the files of its source, and what the plan does with them. */
export async function digestOf(directory: string, plan: BuildPlan): Promise<string> {
  const hash = createHash("sha256");
  const { commands, buildEnvironment, runtime, runtimeVersion } = plan;
  hash.update(JSON.stringify([runtime, runtimeVersion, commands, Object.entries(buildEnvironment).sort()]));
  await addDirectory(hash, directory, "");
  return `sha256:${hash.digest("hex")}`;
}

async function addDirectory(hash: Hash, directory: string, name: string): Promise<void> {
  const entries = await readdir(directory, { withFileTypes: true });
  for (const entry of entries.sort((one, other) => (one.name < other.name ? -1 : 1))) {
    const [path, entryName] = [join(directory, entry.name), `${name}/${entry.name}`];
    if (entry.isDirectory()) await addDirectory(hash, path, entryName);
    else if (entry.isSymbolicLink()) hash.update(`\0link ${entryName}\0${await readlink(path)}`);
    else if (entry.isFile()) {
      const { mode, size } = await lstat(path);
      hash.update(`\0file ${entryName}\0${mode & 0o111 ? "x" : "-"} ${size}\0`);
      for await (const chunk of createReadStream(path)) hash.update(chunk as Buffer);
    }
  }
}
