import { mkdir } from "node:fs/promises";
import { GitFailed, git } from "./git";
import { checkRepositoryUrl } from "./repository";
import { callOf, type FetchRequest, fetchCommit } from "./source";

export type DirectoryRequest = Omit<FetchRequest, "commit" | "onLine"> & { commit: string };

/**
 * git's id of what a commit has in the source directory: the same id is the same content. Undefined when it has no such directory. The
 * commit is fetched into `destination`, a new folder that the caller removes. Throws SourceUnavailable.
 */
export async function directoryId(request: DirectoryRequest): Promise<string | undefined> {
  const { commit, branch, destination, sourceDirectory = "/" } = request;
  const url = checkRepositoryUrl(request.repositoryUrl);
  await mkdir(destination, { recursive: true });
  const call = { ...callOf(request), directory: destination };
  await git(["init", "--quiet", "--bare", "."], call);
  await fetchCommit(url, commit, branch, call);
  const path = sourceDirectory.split("/").filter((segment) => segment !== "" && segment !== ".");
  try {
    return (
      await git(["rev-parse", "--verify", "--quiet", "--end-of-options", `${commit}:${path.join("/")}`], call)
    ).trim();
  } catch (error) {
    if (error instanceof GitFailed) return undefined;
    throw error;
  }
}
