import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { waitFor } from "../../test/support/waitFor";
import { RefsWatcher } from "./refsWatcher";

describe("the watch over a repository's branches", () => {
  let folder: string;
  let repository: string;
  let watcher: RefsWatcher | undefined;
  let told = 0;

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "refs-watcher-"));
    repository = join(folder, "repository");
    git(folder, "init", "--quiet", "--initial-branch", "main", "repository");
    commit(repository);
    told = 0;
  });
  afterEach(() => {
    watcher?.close();
    rmSync(folder, { recursive: true });
  });

  it("tells of a commit, of one on a new branch in a folder of its own, and of packed references", async () => {
    open(repository);
    commit(repository);
    await tells(1);
    git(repository, "switch", "--quiet", "--create", "topics/one/deep");
    await tells(2);
    commit(repository);
    await tells(3);
    git(repository, "pack-refs", "--all");
    await tells(4);
    commit(repository);
    await tells(5);
  });

  it("tells of a push into a bare repository", async () => {
    git(folder, "clone", "--quiet", "--bare", "repository", "bare.git");
    open(join(folder, "bare.git"));
    commit(repository);
    git(repository, "push", "--quiet", "../bare.git", "main");
    await tells(1);
  });

  it("tells of a commit in a worktree, whose references are elsewhere", async () => {
    git(repository, "worktree", "add", "--quiet", "../worktree", "-b", "side");
    open(join(folder, "worktree"));
    commit(join(folder, "worktree"));
    await tells(1);
  });

  it("does not tell of what is staged, and says nothing of a folder that is no repository", async () => {
    open(repository);
    writeFileSync(join(repository, "staged"), "x");
    git(repository, "add", "staged");
    commit(repository);
    await tells(1);
    // One commit settles to one message.
    assert.equal(told, 1);
    watcher?.close();
    open(join(folder, "nothing"));
  });

  it("tells of a repository that was made anew at the same place, after a look", async () => {
    open(repository);
    rmSync(repository, { recursive: true });
    git(folder, "init", "--quiet", "--initial-branch", "main", "repository");
    watcher!.refresh();
    await new Promise((resolve) => setImmediate(resolve));
    const before = told;
    commit(repository);
    await tells(before + 1);
  });

  function open(path: string): void {
    watcher = new RefsWatcher(path, () => told++);
  }

  function tells(count: number): Promise<true> {
    return waitFor(`message ${count}`, () => (told >= count ? true : undefined), 10);
  }
});

function commit(repository: string): void {
  const author = ["-c", "user.name=test", "-c", "user.email=test@example.com"];
  git(repository, ...author, "commit", "--quiet", "--allow-empty", "--message", "change");
}

function git(folder: string, ...args: string[]): void {
  execFileSync("git", args, { cwd: folder, stdio: "pipe" });
}
