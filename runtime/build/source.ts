import { mkdir, readdir, realpath, rm, stat } from "node:fs/promises";
import { join, sep } from "node:path";
import { SourceUnavailable } from "./failures";
import { type GitCall, GitFailed, git, type SourceCredentials } from "./git";
import { refuseForeignLinks } from "./links";
import { asOwner, branchCommit, checkRepositoryUrl, readingRepository } from "./repository";

export interface ResolveRequest {
  /** `file:///…` or `https://…`. */
  repositoryUrl: string;
  /** Branch name, or `HEAD` for a checkout that is on no branch. */
  branch: string;
  credentials?: SourceCredentials;
  signal: AbortSignal;
  /** Where git is found and its proxy and certificate settings; the process's own by default. */
  environment?: NodeJS.ProcessEnv;
}

export interface FetchRequest extends ResolveRequest {
  /** Exactly this one is fetched, wherever the branch is by now; default: the branch's. */
  commit?: string;
  /** The service's SourceDirectory, absolute from the repository's root; default `/`. */
  sourceDirectory?: string;
  /** A folder that does not exist or is empty; the caller removes it. */
  destination: string;
  onLine: (line: string) => void;
}

export interface FetchedSource {
  commit: string;
  /** The commit's subject. */
  message: string;
  /** The checked-out source directory, without git's own files. */
  directory: string;
}

/** The commit that a branch is at now; one cheap question to the repository. Throws SourceUnavailable. */
export async function resolveCommit(request: ResolveRequest): Promise<string> {
  return branchCommit(checkRepositoryUrl(request.repositoryUrl), request.branch, callOf(request));
}

/** Fetches one commit, without history, and checks it out. Throws SourceUnavailable. */
export async function fetchSource(request: FetchRequest): Promise<FetchedSource> {
  const url = checkRepositoryUrl(request.repositoryUrl);
  const path = directoryPath(request.sourceDirectory);
  const commit = request.commit ?? (await resolveCommit(request));
  await mkdir(request.destination, { recursive: true });
  const root = await realpath(request.destination);
  const call = { ...callOf(request), directory: root };
  await git(["init", "--quiet", "."], call);
  await fetchCommit(url, commit, request.branch, call);
  await git(["checkout", "--quiet", "--force", commit], call);
  const message = (await git(["log", "-1", "--format=%s", commit], call)).trim();
  request.onLine(`Fetched commit ${commit.slice(0, 12)}: ${message}`);
  await rm(join(root, ".git"), { recursive: true, force: true });
  const directory = await openDirectory(root, path, url);
  if (await exists(join(root, ".gitmodules"))) {
    request.onLine("Note: the repository has submodules; like App Runner, the build does not fetch them.");
  }
  await refuseForeignLinks(root, directory);
  return { commit, message, directory };
}

export function callOf({ credentials, signal, environment = process.env }: ResolveRequest): GitCall {
  return { signal, environment, ...(credentials && { credentials }) };
}

/** Hosts may refuse to serve a commit by its id; then the branch must still be at it. */
export async function fetchCommit(url: string, commit: string, branch: string, call: GitCall): Promise<void> {
  const fetch = (what: string): Promise<string> =>
    git(["fetch", "--quiet", "--depth=1", "--no-tags", ...asOwner(url), "--", url, what], call);
  try {
    await fetch(commit);
  } catch (refused) {
    if (!(refused instanceof GitFailed)) throw refused;
    await readingRepository(url, call, () => fetch(branch === "HEAD" ? "HEAD" : `refs/heads/${branch}`));
    const fetched = (await git(["rev-parse", "FETCH_HEAD"], call)).trim();
    if (fetched !== commit) {
      throw new SourceUnavailable(
        `Commit ${commit} cannot be fetched from ${url}, and branch "${branch}" is at ${fetched} by now: start a new deployment.\n${refused.said}`,
      );
    }
  }
}

/** A SourceDirectory as path segments. `/`, an empty one and none are the root. */
function directoryPath(sourceDirectory = "/"): string[] {
  const segments = sourceDirectory.split("/").filter((segment) => segment !== "" && segment !== ".");
  if (segments.includes("..") || segments[0] === ".git") {
    throw new SourceUnavailable(`SourceDirectory "${sourceDirectory}" must lie in the repository, without "..".`);
  }
  return segments;
}

async function openDirectory(root: string, path: readonly string[], url: string): Promise<string> {
  const directory = await realpath(join(root, ...path)).catch(() => undefined);
  if (directory && directory !== root && !directory.startsWith(root + sep)) {
    throw new SourceUnavailable(`SourceDirectory "/${path.join("/")}" of ${url} is a link that leaves the repository.`);
  }
  if (directory && (await stat(directory)).isDirectory()) return directory;
  const entries = await readdir(root, { withFileTypes: true });
  const folders = entries.filter((entry) => entry.isDirectory()).map(({ name }) => `/${name}`);
  throw new SourceUnavailable(
    `SourceDirectory "/${path.join("/")}" is not a directory of ${url}. Directories there: ${["/", ...folders].join(", ")}.`,
  );
}

async function exists(path: string): Promise<boolean> {
  return (await stat(path).catch(() => undefined)) !== undefined;
}
