import { type FSWatcher, readdirSync, watch } from "node:fs";
import { join } from "node:path";
import { CommandFailure } from "../failure";

/** An editor writes a file in several steps, and "save all" writes several files. */
const SETTLE_MS = 150;

/**
 * Tells when something in a folder changes, in what is not ignored. One watch for each folder (what is ignored, node_modules above all,
 * takes none), renewed at every `refresh`.
 */
export class TreeWatcher {
  private readonly watchers = new Map<string, FSWatcher>();
  private timer: NodeJS.Timeout | undefined;
  private changed = false;
  private waiting: (() => void) | undefined;

  constructor(private readonly top: string) {}

  /**
   * Watches the folders there are now, but for `ignored` ones (paths from the top, with a slash at their end).
   * @throws CommandFailure when the machine has no watches left.
   */
  refresh(ignored: ReadonlySet<string>): void {
    const wanted = new Set(foldersUnder(this.top, "", ignored));
    for (const [folder, watcher] of this.watchers) if (!wanted.has(folder)) this.drop(folder, watcher);
    for (const folder of wanted) if (!this.watchers.has(folder)) this.watch(folder);
  }

  /** Resolves when something has changed since the last call came back, and things are quiet; rejects when the signal aborts. */
  async next(signal: AbortSignal): Promise<void> {
    signal.throwIfAborted();
    if (!this.changed) {
      await new Promise<void>((resolve, reject) => {
        const abort = (): void => reject(signal.reason);
        signal.addEventListener("abort", abort, { once: true });
        this.waiting = () => {
          signal.removeEventListener("abort", abort);
          resolve();
        };
      });
    }
    this.changed = false;
  }

  close(): void {
    clearTimeout(this.timer);
    for (const [folder, watcher] of this.watchers) this.drop(folder, watcher);
  }

  private watch(folder: string): void {
    try {
      const watcher = watch(join(this.top, folder), (_, name) => {
        if (folder !== "" || name !== ".git") this.note();
      });
      watcher.on("error", () => this.drop(folder, watcher));
      this.watchers.set(folder, watcher);
    } catch (error) {
      const { code, message } = error as NodeJS.ErrnoException;
      // Removed since it was listed.
      if (code === "ENOENT" || code === "ENOTDIR") return;
      throw new CommandFailure(
        code === "ENOSPC" || code === "EMFILE"
          ? `${this.top} has more folders than this machine can watch (${this.watchers.size} are watched). Have git ignore what need not be, or raise fs.inotify.max_user_watches.`
          : `${join(this.top, folder)} cannot be watched: ${message}`,
      );
    }
  }

  private drop(folder: string, watcher: FSWatcher): void {
    watcher.close();
    this.watchers.delete(folder);
  }

  private note(): void {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => {
      this.changed = true;
      this.waiting?.();
      this.waiting = undefined;
    }, SETTLE_MS);
  }
}

/** "" is the top; the others end with a slash. */
function foldersUnder(top: string, folder: string, ignored: ReadonlySet<string>): string[] {
  let inside: string[];
  try {
    inside = readdirSync(join(top, folder), { withFileTypes: true })
      .filter((entry) => entry.isDirectory() && entry.name !== ".git")
      .map(({ name }) => `${folder}${name}/`);
  } catch {
    return []; // removed meanwhile
  }
  const kept = inside.filter((path) => !ignored.has(path));
  return [folder, ...kept.flatMap((path) => foldersUnder(top, path, ignored))];
}
