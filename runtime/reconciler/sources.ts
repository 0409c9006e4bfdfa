import { randomUUID } from "node:crypto";
import { readdirSync, rmSync } from "node:fs";
import { rm } from "node:fs/promises";
import { join } from "node:path";
import type { SourceConfiguration } from "@aws-sdk/client-apprunner";
import type { BaseImages } from "../build/baseImages";
import { directoryId } from "../build/directoryId";
import { SourceUnavailable } from "../build/failures";
import type { SourceCredentials } from "../build/git";
import { planBuild, sourceFiles } from "../build/plan";
import { fetchSource, resolveCommit } from "../build/source";
import { parseArn } from "../model/arn";
import type { ConnectionToken } from "../secrets/connectionTokens";
import type { Sources } from "./context";

export interface SourcesOptions {
  /** Checkouts lie under it for the time of a build. */
  directory: string;
  strict: boolean;
  baseImages: BaseImages;
  /** The token of a connection, by its ARN. */
  findToken(connectionArn: string): ConnectionToken | undefined;
}

/** How checkouts are named: for a build, and for a look at what a commit changes. */
const SOURCE = "source-";
const LOOK = "look-";

/** Code repositories as they are: git over file://, and over https:// with the token of the service's connection. */
export function createSources({ directory, strict, baseImages, findToken }: SourcesOptions): Sources {
  return {
    resolveCommit: (source, signal) => resolveCommit({ ...place(source, findToken), signal }),
    async directoryId(source, commit, signal) {
      const destination = join(directory, `${LOOK}${randomUUID()}`);
      const sourceDirectory = source.CodeRepository!.SourceDirectory;
      try {
        return await directoryId({ ...place(source, findToken), commit, sourceDirectory, destination, signal });
      } finally {
        await rm(destination, { recursive: true, force: true });
      }
    },
    async fetch(source, commit, onLine, signal) {
      const repository = source.CodeRepository!;
      const destination = join(directory, `${SOURCE}${randomUUID()}`);
      const remove = (): Promise<void> => rm(destination, { recursive: true, force: true });
      try {
        const fetched = await fetchSource({
          ...place(source, findToken),
          commit,
          sourceDirectory: repository.SourceDirectory,
          destination,
          signal,
          onLine,
        });
        const plan = planBuild({ repository, readFile: sourceFiles(fetched.directory), strict, baseImages });
        return { plan, directory: fetched.directory, remove };
      } catch (error) {
        await remove();
        throw error;
      }
    },
  };
}

/** Removes the checkouts of a runtime that was killed while it built; to be called before the first one is made. */
export function removeLeftovers(directory: string): void {
  for (const name of readdirSync(directory)) {
    if (name.startsWith(SOURCE) || name.startsWith(LOOK))
      rmSync(join(directory, name), { recursive: true, force: true });
  }
}

function place(source: SourceConfiguration, findToken: SourcesOptions["findToken"]) {
  const { RepositoryUrl, SourceCodeVersion } = source.CodeRepository!;
  const credentials = credentialsOf(source, findToken);
  return {
    repositoryUrl: RepositoryUrl!,
    branch: SourceCodeVersion!.Value!,
    ...(credentials && { credentials }),
  };
}

/** A token goes to its own host alone: whoever may name a repository must not be able to have it sent elsewhere. */
function credentialsOf(
  { CodeRepository, AuthenticationConfiguration }: SourceConfiguration,
  findToken: SourcesOptions["findToken"],
): SourceCredentials | undefined {
  const arn = AuthenticationConfiguration?.ConnectionArn;
  const url = new URL(CodeRepository!.RepositoryUrl!);
  const found = arn !== undefined && url.protocol === "https:" ? findToken(arn) : undefined;
  if (!found) return undefined;
  const connection = parseArn(arn!)?.name ?? arn!;
  const { host, username, token } = found;
  if (url.host.toLowerCase() !== host) {
    throw new SourceUnavailable(
      `Repository ${CodeRepository!.RepositoryUrl} is at ${url.host}, and connection ${connection} holds a token for ${host}, which is sent to no other host. ` +
        `Use another connection, or give this one a token for that host: npx apprunner connect ${connection} --host ${url.host}`,
    );
  }
  return { username, token, connection };
}
