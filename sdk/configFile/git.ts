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
  const folders = once(() => committedFolders(folder));
  const status = once(() => statusOf(folder));
  return {
    folder,
    branch: (local) => status().branch ?? branchWithout(folder, local),
    originUrl: () => originOf(folder),
    contentId: (directory) => {
      const path = inside(directory);
      if (path === "") return git(folder, ["rev-parse", "--verify", "--quiet", "HEAD^{tree}"], NO_COMMIT);
      const id = folders().get(path);
      if (id === undefined) throw new GitFailed(`${path} is no folder of the last commit: commit it first`);
      return id;
    },
    uncommitted: (directory) => {
      const path = inside(directory);
      return status().changed.filter((file) => path === "" || file.startsWith(`${path}/`));
    },
  };
}

const NO_COMMIT = "there is no commit yet: commit first";

/** The id of every folder in the last commit. One call of git, however many services a file has: a process costs more than all else. */
function committedFolders(folder: string): Map<string, string> {
  const listed = git(folder, ["ls-tree", "-r", "-d", "-z", "--full-tree", "HEAD"], NO_COMMIT, false);
  return new Map(
    listed.split("\0").flatMap((line): [string, string][] => {
      const tab = line.indexOf("\t");
      return tab < 0 ? [] : [[line.slice(tab + 1), line.slice(0, tab).split(" ")[2]!]];
    }),
  );
}

/** The branch that is checked out, if one is, and the files that differ from the last commit, new ones included. */
function statusOf(folder: string): { branch: string | undefined; changed: string[] } {
  const asked = ["status", "--porcelain=v2", "--branch", "-z", "--no-renames", "--untracked-files=all"];
  const lines = git(folder, asked, "git status failed", false).split("\0").filter(Boolean);
  const head = lines.find((line) => line.startsWith(HEAD))?.slice(HEAD.length);
  return {
    branch: head === "(detached)" ? undefined : head,
    changed: lines.flatMap((line) => CHANGED.exec(line)?.[1] ?? []),
  };
}

const HEAD = "# branch.head ";

/** A changed, unmerged or untracked file of porcelain v2, after its seven, nine or no fields. */
const CHANGED = /^(?:1(?: \S+){7}|u(?: \S+){9}|\?) (.+)$/s;

function once<Value>(make: () => Value): () => Value {
  let made: { value: Value } | undefined;
  return () => {
    made ??= { value: make() };
    return made.value;
  };
}

function branchWithout(folder: string, local: boolean): string {
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
    const out = execFileSync("git", ["-C", folder, ...args], {
      encoding: "utf8",
      stdio: ["ignore", "pipe", "pipe"],
      maxBuffer: 64 * 2 ** 20,
    });
    return trim ? out.trim() : out;
  } catch (error) {
    const { code, stderr } = error as NodeJS.ErrnoException & { stderr?: string };
    const said = stderr?.trim().split("\n")[0];
    const message =
      code === "ENOENT" ? "git is not installed, or not on PATH" : said ? `${problem} (${said})` : problem;
    throw new GitFailed(message, { cause: error });
  }
}
