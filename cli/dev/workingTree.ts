import { copyFileSync, existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { CommandFailure } from "../failure";
import { git } from "./git";

/** A working tree as it was at one moment. */
export interface Snapshot {
  /** A commit of it; the branch's own when nothing is changed. */
  commit: string;
  /** An id of the source directory's content. */
  content: string;
}

/** Makes the same content the same commit, and so the same image. */
const SAME_ALWAYS = {
  GIT_AUTHOR_NAME: "apprunner dev",
  GIT_AUTHOR_EMAIL: "",
  GIT_AUTHOR_DATE: "@0 +0000",
  GIT_COMMITTER_NAME: "apprunner dev",
  GIT_COMMITTER_EMAIL: "",
  GIT_COMMITTER_DATE: "@0 +0000",
};

/**
 * The checkout of a repository on this machine. Snapshots of it are commits on no branch, made with an index of their own: branch, index
 * and files stay as they are. A snapshot is published under a reference of its own until it is withdrawn; what was stored of it is
 * left to git's garbage collection.
 */
export class WorkingTree {
  private readonly scratch = mkdtempSync(join(tmpdir(), "apprunner-dev-"));
  private readonly index = join(this.scratch, "index");

  private constructor(
    readonly folder: string,
    private readonly sourceDirectory: string,
    private readonly reference: string,
  ) {}

  /** @throws CommandFailure when the folder is no checkout, or has no commit yet. */
  static async open(folder: string, sourceDirectory: string, serviceId: string): Promise<WorkingTree> {
    if ((await git(folder, ["rev-parse", "--is-inside-work-tree"])) !== "true") {
      throw new CommandFailure(`${folder} is a bare repository: it has no files that could be watched.`);
    }
    const top = await git(folder, ["rev-parse", "--show-toplevel"]);
    const path = sourceDirectory.split("/").filter((segment) => segment !== "" && segment !== ".");
    return new WorkingTree(top, path.join("/"), `refs/apprunner/dev/${serviceId}`);
  }

  /** What the working tree holds now, untracked files too, but not what git ignores. */
  async snapshot(): Promise<Snapshot> {
    const own = { GIT_INDEX_FILE: this.index };
    if (!existsSync(this.index)) await this.startIndex();
    await git(this.folder, ["add", "--all", "--", "."], own);
    const tree = await git(this.folder, ["write-tree"], own);
    const head = await git(this.folder, ["rev-parse", "--verify", "HEAD"]);
    const isHead = tree === (await git(this.folder, ["rev-parse", "HEAD^{tree}"]));
    const commit = isHead
      ? head
      : await git(this.folder, ["commit-tree", tree, "-m", "The working tree, uncommitted"], SAME_ALWAYS);
    return { commit, content: await this.contentOf(tree) };
  }

  /** Makes a snapshot available to whoever reads the repository. */
  async publish({ commit }: Snapshot): Promise<void> {
    await git(this.folder, ["update-ref", this.reference, commit]);
  }

  /** The commit that a branch is at; undefined when there is none. */
  headOf(branch: string): Promise<string | undefined> {
    const name = branch === "HEAD" ? "HEAD" : `refs/heads/${branch}`;
    return git(this.folder, ["rev-parse", "--verify", "--quiet", name]).catch(() => undefined);
  }

  /** Takes back what was published and removes what is left of it. */
  async withdraw(): Promise<void> {
    rmSync(this.scratch, { recursive: true, force: true });
    await git(this.folder, ["update-ref", "-d", this.reference]);
  }

  /** Folders under the top one that git ignores as a whole, with a slash at their end. */
  async ignoredFolders(): Promise<ReadonlySet<string>> {
    const args = ["ls-files", "--others", "--ignored", "--exclude-standard", "--directory", "-z"];
    const listed = await git(this.folder, args);
    return new Set(listed.split("\0").filter((path) => path.endsWith("/")));
  }

  /** A copy of the user's index knows which files need not be read. */
  private async startIndex(): Promise<void> {
    const path = resolve(this.folder, await git(this.folder, ["rev-parse", "--git-path", "index"]));
    if (existsSync(path)) copyFileSync(path, this.index);
  }

  private contentOf(tree: string): Promise<string> {
    return this.sourceDirectory === ""
      ? Promise.resolve(tree)
      : // Gone: the deployment says so.
        git(this.folder, ["rev-parse", "--verify", "--quiet", `${tree}:${this.sourceDirectory}`]).catch(() => tree);
  }
}
