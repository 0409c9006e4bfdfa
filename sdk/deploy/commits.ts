import { execFileSync } from "node:child_process";
import type { Commit } from "../preview/report";

/** More than a reviewer reads; a comment shows fewer. */
const MOST = 100;

/** The commit that a work tree is at, and the tree's top folder; undefined outside of git, and where there is no commit. */
export function headOf(folder: string): { commit: string; top: string } | undefined {
  const [top, commit] = git(folder, "rev-parse", "--show-toplevel", "HEAD")?.split("\n") ?? [];
  return top && commit ? { commit, top } : undefined;
}

/** The commits after `from` up to `to`, newest first; undefined when git does not know one of them (a shallow clone). */
export function commitsBetween(folder: string, from: string, to: string): Commit[] | undefined {
  // Both come from names that others chose: nothing but hexadecimal digits reaches git, so nothing reads as an option.
  if (![from, to].every((id) => /^[0-9a-f]{7,64}$/.test(id))) return undefined;
  const lines = git(folder, "log", `--max-count=${MOST}`, "--format=%H%x09%s", `${from}..${to}`, "--");
  if (lines === undefined) return undefined;
  return lines.split("\n").flatMap((line) => {
    const tab = line.indexOf("\t");
    return tab < 0 ? [] : [{ id: line.slice(0, tab), title: line.slice(tab + 1) }];
  });
}

function git(folder: string, ...args: string[]): string | undefined {
  try {
    return execFileSync("git", args, { cwd: folder, encoding: "utf8", stdio: ["ignore", "pipe", "ignore"] }).trim();
  } catch {
    return undefined;
  }
}
