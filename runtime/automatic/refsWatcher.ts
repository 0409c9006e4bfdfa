import { type FSWatcher, readdirSync, readFileSync, statSync, watch } from "node:fs";
import { join, resolve } from "node:path";

/** git renames several files for one commit; what it was is looked up once, after them. */
const SETTLE_MS = 50;

/** What tells of a moved branch in git's own folder; the index and the rest change all the time. */
const TELLING = /^(HEAD|packed-refs|refs|reftable|config)$/;

/**
 * Tells when branches of a repository on this machine move: a checkout, one of its worktrees, or a bare repository. Events may be missing
 * (a network file system, no watches left): somebody has to look now and then all the same.
 */
export class RefsWatcher {
  private readonly watchers = new Map<string, { watcher: FSWatcher; inode: number }>();
  private timer: NodeJS.Timeout | undefined;
  private closed = false;

  constructor(
    private readonly path: string,
    private readonly onChange: () => void,
  ) {
    this.refresh();
  }

  /** Watches what has come, lets go of what is gone. */
  refresh(): void {
    if (this.closed) return;
    const wanted = foldersOf(this.path);
    for (const [folder, { inode }] of this.watchers) {
      // A folder that was made anew needs a new watch, whatever its name is.
      if (!wanted.has(folder) || inodeOf(folder) !== inode) this.drop(folder);
    }
    for (const [folder, telling] of wanted) if (!this.watchers.has(folder)) this.watch(folder, telling);
  }

  close(): void {
    this.closed = true;
    clearTimeout(this.timer);
    for (const folder of [...this.watchers.keys()]) this.drop(folder);
  }

  private watch(folder: string, telling: RegExp | undefined): void {
    try {
      const watcher = watch(folder, { persistent: false }, (_, name) => {
        if (!telling || name === null || telling.test(name)) this.tell();
      });
      watcher.on("error", () => this.drop(folder));
      this.watchers.set(folder, { watcher, inode: inodeOf(folder) });
    } catch {
      // The regular look stands in.
    }
  }

  private drop(folder: string): void {
    this.watchers.get(folder)?.watcher.close();
    this.watchers.delete(folder);
  }

  private tell(): void {
    if (this.closed) return;
    clearTimeout(this.timer);
    this.timer = setTimeout(() => {
      this.refresh();
      this.onChange();
    }, SETTLE_MS);
    this.timer.unref();
  }
}

/** Folders that change when a branch moves; with a pattern, only where one of these names does. */
function foldersOf(path: string): Map<string, RegExp | undefined> {
  const own = gitFolder(path);
  if (own === undefined) return new Map();
  const common = resolve(own, readLine(join(own, "commondir")) ?? ".");
  const folders = new Map<string, RegExp | undefined>([
    [own, TELLING],
    [common, TELLING],
  ]);
  for (const folder of foldersUnder(join(common, "refs", "heads"))) folders.set(folder, undefined);
  for (const folder of foldersUnder(join(common, "reftable"))) folders.set(folder, undefined);
  return folders;
}

/** git's own folder: `.git`, where a worktree's or submodule's file `.git` points to, or the bare repository itself. */
function gitFolder(path: string): string | undefined {
  const inside = join(path, ".git");
  if (isFolder(inside)) return inside;
  const pointed = /^gitdir: (.+)$/.exec(readLine(inside) ?? "")?.[1];
  if (pointed) return resolve(path, pointed);
  return isFolder(join(path, "refs")) || isFolder(join(path, "reftable")) ? path : undefined;
}

function foldersUnder(folder: string): string[] {
  if (!isFolder(folder)) return [];
  const folders = readdirSync(folder, { withFileTypes: true }).filter((entry) => entry.isDirectory());
  return [folder, ...folders.flatMap(({ name }) => foldersUnder(join(folder, name)))];
}

function isFolder(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isDirectory() ?? false;
}

function inodeOf(path: string): number {
  return statSync(path, { throwIfNoEntry: false })?.ino ?? 0;
}

function readLine(path: string): string | undefined {
  try {
    return readFileSync(path, "utf8").split("\n")[0]?.trim();
  } catch {
    return undefined;
  }
}
