import { randomUUID } from "node:crypto";
import { rm } from "node:fs/promises";
import { join } from "node:path";
import { planBuild, sourceFiles } from "../build/plan";
import { fetchSource, resolveCommit } from "../build/source";
import type { Sources } from "./context";

/** Code repositories as they are: git over file:// and https://, checked out under `directory` for the time of a build. */
export function createSources(directory: string, strict: boolean): Sources {
  return {
    resolveCommit: ({ RepositoryUrl, SourceCodeVersion }, signal) =>
      resolveCommit({ repositoryUrl: RepositoryUrl!, branch: SourceCodeVersion!.Value!, signal }),
    async fetch(repository, commit, onLine, signal) {
      const destination = join(directory, `source-${randomUUID()}`);
      const remove = (): Promise<void> => rm(destination, { recursive: true, force: true });
      try {
        const source = await fetchSource({
          repositoryUrl: repository.RepositoryUrl!,
          branch: repository.SourceCodeVersion!.Value!,
          commit,
          sourceDirectory: repository.SourceDirectory,
          destination,
          signal,
          onLine,
        });
        const plan = planBuild({ repository, readFile: sourceFiles(source.directory), strict });
        return { plan, directory: source.directory, remove };
      } catch (error) {
        await remove();
        throw error;
      }
    },
  };
}
