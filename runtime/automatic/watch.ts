import type { ServiceRow } from "../state/services";

/** What is watched for services: a repository with all its branches, or an image's name. Services share one when their keys are the same. */
export type Watch =
  | { key: string; kind: "repository"; repositoryUrl: string }
  | { key: string; kind: "image"; identifier: string };

/**
 * What is to be watched for a service; undefined when it is not deployed automatically. An image by digest never changes, and those of
 * ECR Public are not deployed automatically. Source: API, SourceConfiguration.AutoDeploymentsEnabled.
 */
export function watchOf({ configuration, deletedAt }: ServiceRow): Watch | undefined {
  const { AutoDeploymentsEnabled, CodeRepository, ImageRepository, AuthenticationConfiguration } =
    configuration.SourceConfiguration;
  if (!AutoDeploymentsEnabled || deletedAt !== undefined) return undefined;
  if (CodeRepository) {
    const repositoryUrl = CodeRepository.RepositoryUrl!;
    const key = `repository ${repositoryUrl} ${AuthenticationConfiguration?.ConnectionArn ?? ""}`.trimEnd();
    return { key, kind: "repository", repositoryUrl };
  }
  const identifier = ImageRepository?.ImageIdentifier ?? "";
  if (ImageRepository?.ImageRepositoryType === "ECR_PUBLIC" || identifier.includes("@")) return undefined;
  return { key: `image ${identifier}`, kind: "image", identifier };
}
