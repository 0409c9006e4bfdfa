import type {
  CodeRepository,
  ImageRepository,
  NetworkConfiguration,
  SourceConfiguration,
  UpdateServiceRequest,
} from "@aws-sdk/client-apprunner";
import { invalidRequest } from "../../model/apiError";
import type { ServiceConfiguration } from "../../model/service";

/**
 * A service's configuration with an update laid over it: what the request leaves out stays. A structure is merged member by member,
 * while lists, maps and the innermost structures (image and code configuration, authentication, egress) are replaced whole,
 * so that a variable can be taken away. Defaults are not filled in here. Evidence: the API's own example of UpdateService (memory
 * alone keeps the CPU) and that an instance role cannot be unset by leaving it out.
 * Throws InvalidRequestException when it would turn a code source into an image source, or the other way round.
 */
export function mergeConfiguration(current: ServiceConfiguration, update: UpdateServiceRequest): ServiceConfiguration {
  return {
    ...current,
    SourceConfiguration: mergeSource(current.SourceConfiguration, update.SourceConfiguration),
    InstanceConfiguration: { ...current.InstanceConfiguration, ...update.InstanceConfiguration },
    HealthCheckConfiguration: { ...current.HealthCheckConfiguration, ...update.HealthCheckConfiguration },
    NetworkConfiguration: mergeNetwork(current.NetworkConfiguration, update.NetworkConfiguration),
    ObservabilityConfiguration: update.ObservabilityConfiguration ?? current.ObservabilityConfiguration,
    AutoScalingConfigurationArn: update.AutoScalingConfigurationArn ?? current.AutoScalingConfigurationArn,
  };
}

/** True when an update needs new instances, false when it only changes scaling or whether pushes are deployed. */
export function needsDeployment(update: UpdateServiceRequest): boolean {
  const { ServiceArn, AutoScalingConfigurationArn, SourceConfiguration, ...rest } = update;
  const { AutoDeploymentsEnabled, ...source } = SourceConfiguration ?? {};
  return [...Object.values(rest), ...Object.values(source)].some((value) => value !== undefined);
}

function mergeSource(current: SourceConfiguration, update: SourceConfiguration = {}): SourceConfiguration {
  if ((current.CodeRepository && update.ImageRepository) || (current.ImageRepository && update.CodeRepository)) {
    const [from, to] = current.CodeRepository ? ["code", "image"] : ["image", "code"];
    throw invalidRequest(
      `You can't switch the source of a service from ${from} to ${to}. ` +
        `Provide the same repository parameter as when you created the service, or create another service.`,
    );
  }
  const merged: SourceConfiguration = { ...current, ...update };
  if (current.CodeRepository) merged.CodeRepository = mergeCode(current.CodeRepository, update.CodeRepository);
  if (current.ImageRepository) merged.ImageRepository = mergeImage(current.ImageRepository, update.ImageRepository);
  const becomesPublic =
    update.ImageRepository?.ImageRepositoryType === "ECR_PUBLIC" &&
    current.ImageRepository?.ImageRepositoryType !== "ECR_PUBLIC";
  if (becomesPublic && update.AutoDeploymentsEnabled === undefined) merged.AutoDeploymentsEnabled = undefined;
  return merged;
}

/** An egress that says no type changes nothing; one that does replaces the connector too. */
function mergeNetwork(current: NetworkConfiguration, update: NetworkConfiguration = {}): NetworkConfiguration {
  return {
    ...current,
    ...update,
    EgressConfiguration: update.EgressConfiguration?.EgressType
      ? update.EgressConfiguration
      : current.EgressConfiguration,
    IngressConfiguration: { ...current.IngressConfiguration, ...update.IngressConfiguration },
  };
}

function mergeCode(current: CodeRepository, update: CodeRepository | undefined): CodeRepository {
  return { ...current, ...update };
}

function mergeImage(current: ImageRepository, update: ImageRepository | undefined): ImageRepository {
  return { ...current, ...update };
}
