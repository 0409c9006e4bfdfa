import { createReadStream } from "node:fs";
import { readdir, readlink, stat } from "node:fs/promises";
import { join } from "node:path";
import type { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { type Header, type Pack, pack } from "tar-stream";
import { CERTIFICATES_ENTRY, SOURCE_ENTRY } from "../dockerfile";

export interface BuildContext {
  dockerfile: string;
  /** PEM file that becomes CERTIFICATES_ENTRY. */
  certificates: string | undefined;
  sourceDirectory: string;
}

/**
 * A build context as a tar stream, made while it is read. Owner and times are constants: with them, the builder would take the same
 * commit, checked out again, for another one.
 */
export function packContext(context: BuildContext): Readable {
  const tar = pack();
  write(tar, context).then(
    () => tar.finalize(),
    (error: Error) => tar.destroy(error),
  );
  return tar as unknown as Readable;
}

const CONSTANT = { uid: 0, gid: 0, mtime: new Date(0) };

async function write(tar: Pack, { dockerfile, certificates, sourceDirectory }: BuildContext): Promise<void> {
  await entry(tar, { name: "Dockerfile", mode: 0o644 }, dockerfile);
  if (certificates) await file(tar, CERTIFICATES_ENTRY, certificates);
  await directory(tar, SOURCE_ENTRY, sourceDirectory);
}

async function directory(tar: Pack, name: string, path: string): Promise<void> {
  await entry(tar, { name: `${name}/`, type: "directory", mode: 0o755 });
  const entries = await readdir(path, { withFileTypes: true });
  for (const child of entries.sort((one, other) => (one.name < other.name ? -1 : 1))) {
    const [childName, childPath] = [`${name}/${child.name}`, join(path, child.name)];
    if (child.isDirectory()) await directory(tar, childName, childPath);
    else if (child.isFile()) await file(tar, childName, childPath);
    else if (child.isSymbolicLink()) {
      await entry(tar, { name: childName, type: "symlink", mode: 0o777, linkname: await readlink(childPath) });
    }
  }
}

async function file(tar: Pack, name: string, path: string): Promise<void> {
  const { size, mode } = await stat(path);
  const sink = tar.entry({ ...CONSTANT, name, size, mode: mode & 0o111 ? 0o755 : 0o644 });
  await pipeline(createReadStream(path, size > 0 ? { end: size - 1 } : {}), sink as unknown as NodeJS.WritableStream);
}

function entry(tar: Pack, header: Partial<Header> & { name: string }, content = ""): Promise<void> {
  return new Promise((resolve, reject) => {
    tar.entry({ ...CONSTANT, ...header }, content, (error) => (error ? reject(error) : resolve()));
  });
}
