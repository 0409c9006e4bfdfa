import { SourceUnavailable } from "./failures";
import { type GitCall, GitFailed, git, type SourceCredentials, withoutSecrets } from "./git";

/** Branches that a message names at most. */
const NAMED_BRANCHES = 10;

/** A repository's URL as git takes it. Throws SourceUnavailable for anything but file:// and https:// (http:// on loopback only). */
export function checkRepositoryUrl(repositoryUrl: string): string {
  const url = URL.canParse(repositoryUrl) ? new URL(repositoryUrl) : undefined;
  const loopback = /^(localhost|127\.\d+\.\d+\.\d+|\[::1\])$/.test(url?.hostname ?? "");
  if (!url || !(["file:", "https:"].includes(url.protocol) || (url.protocol === "http:" && loopback))) {
    throw new SourceUnavailable(
      `RepositoryUrl "${withoutSecrets(repositoryUrl)}" cannot be read: it must begin with https:// or, for a repository on this machine, file:///.`,
    );
  }
  if (url.username || url.password) {
    throw new SourceUnavailable(
      `RepositoryUrl "${withoutSecrets(repositoryUrl)}" contains a user or password: it would be shown to everybody who may describe the service. ` +
        "Give them through a connection.",
    );
  }
  return repositoryUrl;
}

/**
 * The commit that a branch is at. `HEAD` is the repository's current commit, also of a checkout that is on no branch. Throws
 * SourceUnavailable, which names the branches there are.
 */
export async function branchCommit(repositoryUrl: string, branch: string, call: GitCall): Promise<string> {
  const ref = branch === "HEAD" ? "HEAD" : `refs/heads/${branch}`;
  const found = (await listRefs(repositoryUrl, [ref], call)).find(([, name]) => name === ref);
  if (found) return found[0];
  const branches = (await listRefs(repositoryUrl, ["refs/heads/*"], call)).map(([, name]) =>
    name.slice("refs/heads/".length),
  );
  throw new SourceUnavailable(
    branches.length === 0
      ? `Repository ${repositoryUrl} has no branches: commit something first.`
      : `Branch "${branch}" does not exist in ${repositoryUrl}. Its branches: ${listed(branches)}.`,
  );
}

function listed(names: readonly string[]): string {
  const more = names.length - NAMED_BRANCHES;
  return names.slice(0, NAMED_BRANCHES).join(", ") + (more > 0 ? ` and ${more} more` : "");
}

async function listRefs(
  repositoryUrl: string,
  patterns: readonly string[],
  call: GitCall,
): Promise<[string, string][]> {
  const output = await readingRepository(repositoryUrl, call, () =>
    git(["ls-remote", ...asOwner(repositoryUrl), "--", repositoryUrl, ...patterns], call),
  );
  return output
    .split("\n")
    .filter(Boolean)
    .map((line) => line.split("\t") as [string, string]);
}

/**
 * git refuses to serve a local repository of another owner. Naming it as a service's source is the consent that `safe.directory` asks
 * for; it must reach the process that serves, which takes no settings from ours.
 */
export function asOwner(repositoryUrl: string): string[] {
  return repositoryUrl.startsWith("file:") ? ["--upload-pack=git -c safe.directory=* upload-pack"] : [];
}

/** Runs something that reads the repository; a failure becomes SourceUnavailable with git's own reason and what to do. */
export async function readingRepository<T>(
  repositoryUrl: string,
  { credentials }: GitCall,
  read: () => Promise<T>,
): Promise<T> {
  try {
    return await read();
  } catch (error) {
    if (!(error instanceof GitFailed)) throw error;
    throw new SourceUnavailable(
      `Repository ${repositoryUrl} cannot be read${advice(error.said, credentials)}\n${error.said}`,
    );
  }
}

function advice(said: string, credentials: SourceCredentials | undefined): string {
  if (/Authentication failed|could not read (Username|Password)|terminal prompts disabled|403|401/.test(said)) {
    const connection = credentials?.connection;
    if (connection) {
      return (
        `: its host refused the token of connection ${connection}, or the token may not read it. ` +
        `Give one that may: npx apprunner connect ${connection}`
      );
    }
    return ": it is private or does not exist. A private one needs a connection with access to it.";
  }
  if (/does not appear to be a git repository|does not exist|not found|No such file/i.test(said)) {
    return ": there is no git repository at this address.";
  }
  if (/Could not resolve host|Failed to connect|unable to access|timed out/i.test(said)) {
    return ": its host is not reached from this machine.";
  }
  return ".";
}
