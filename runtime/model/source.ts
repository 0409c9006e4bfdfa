import type { SourceConfiguration } from "@aws-sdk/client-apprunner";

/** Names what a service's versions come from: a branch of a repository, or the image under a name. Settings and directory are not part of it. */
export function sourceName({ CodeRepository, ImageRepository }: SourceConfiguration): string {
  return CodeRepository
    ? `${CodeRepository.RepositoryUrl}#${CodeRepository.SourceCodeVersion?.Value}`
    : (ImageRepository?.ImageIdentifier ?? "");
}
