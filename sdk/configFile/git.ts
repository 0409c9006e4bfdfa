import { execFileSync } from "node:child_process";

/** A git repository's checkout, asked when needed. */
export interface Checkout {
  /** The top folder. */
  folder: string;
  /** The branch that is checked out. With `local`, a checkout on none answers a branch at the same commit, else `HEAD`. */
  branch(local: boolean): string;
  /** The https URL of the remote `origin`. */
  originUrl(): string;
  /** An id of the committed content of a directory ("/" is all): it changes when the content does. */
  contentId(directory: string): string;
  /** Files under a directory that differ from the last commit, new ones included. */
  uncommitted(directory: string): string[];
}

/** Git refused; the message says what to do. */
export class GitFailed extends Error {
  constructor(message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = "GitFailed";
  }
}

/** The checkout that a folder is in. Throws GitFailed when it is in none, or git is not there. */
export function findCheckout(from: string): Checkout {
  const folder = git(from, ["rev-parse", "--show-toplevel"], `"." means this git repository, but ${from} is in none`);
  return {
    folder,
    branch: (local) => branchOf(folder, local),
    originUrl: () => originOf(folder),
    contentId: (directory) => {
      const path = inside(directory);
      const problem = `${path || "/"} is not in the last commit: commit it first`;
      return git(folder, ["rev-parse", "--verify", "--quiet", `HEAD:${path}`], problem);
    },
    uncommitted: (directory) => {
      const asked = ["status", "--porcelain", "--untracked-files=all", "--", inside(directory) || "."];
      const lines = git(folder, asked, "git status failed", false).split("\n");
      return lines.filter(Boolean).map((line) => line.slice(3));
    },
  };
}

function branchOf(folder: string, local: boolean): string {
  const current = git(folder, ["branch", "--show-current"], "git branch failed");
  if (current) return current;
  if (!local) throw new GitFailed("no branch is checked out: check one out, or give sourceCodeVersion");
  const here = ["for-each-ref", "--points-at", "HEAD", "--format=%(refname:short)", "refs/heads"];
  return git(folder, here, "git for-each-ref failed").split("\n")[0] || "HEAD";
}

/** `git@host:me/app.git` and `ssh://git@host/me/app` are what people clone; App Runner reads https. */
function originOf(folder: string): string {
  const url = git(
    folder,
    ["remote", "get-url", "origin"],
    '"." means this git repository, but it has no remote origin',
  );
  const ssh = /^(?:ssh:\/\/)?git@([^:/]+)[:/](.+)$/.exec(url);
  return (ssh ? `https://${ssh[1]}/${ssh[2]}` : url).replace(/\.git$/, "");
}

/** Without the slashes that App Runner allows around a source directory. */
function inside(directory: string): string {
  return directory.replace(/^[./]*\/|^\.$|\/+$/g, "");
}

function git(folder: string, args: string[], problem: string, trim = true): string {
  try {
    const out = execFileSync("git", ["-C", folder, ...args], { encoding: "utf8", stdio: ["ignore", "pipe", "pipe"] });
    return trim ? out.trim() : out;
  } catch (error) {
    const { code, stderr } = error as NodeJS.ErrnoException & { stderr?: string };
    const said = stderr?.trim().split("\n")[0];
    const message =
      code === "ENOENT" ? "git is not installed, or not on PATH" : said ? `${problem} (${said})` : problem;
    throw new GitFailed(message, { cause: error });
  }
}
