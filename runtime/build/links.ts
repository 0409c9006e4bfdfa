import { readdir, readlink, realpath } from "node:fs/promises";
import { dirname, join, relative, resolve, sep } from "node:path";
import { SourceUnavailable } from "./failures";

/**
 * Refuses a source whose symbolic links lead out of its repository: a build must see nothing else of this machine. Both where the
 * link's text points and where following all links ends must lie inside; the second differs when a link goes through another.
 */
export async function refuseForeignLinks(root: string, directory: string): Promise<void> {
  for (const entry of await readdir(directory, { withFileTypes: true, recursive: true })) {
    if (!entry.isSymbolicLink()) continue;
    const link = join(entry.parentPath, entry.name);
    const target = await readlink(link);
    const end = await realpath(link).catch(() => undefined);
    if (inside(root, resolve(dirname(link), target)) && (end === undefined || inside(root, end))) continue;
    throw new SourceUnavailable(
      `${relative(root, link)} is a symbolic link out of the repository (to ${target}). Commit the file itself, or remove the link.`,
    );
  }
}

const inside = (root: string, path: string): boolean => path === root || path.startsWith(root + sep);
