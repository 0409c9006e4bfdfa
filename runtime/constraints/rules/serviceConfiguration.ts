import type {
  HealthCheckConfiguration,
  InstanceConfiguration,
  NetworkConfiguration,
  ServiceObservabilityConfiguration,
  SourceConfiguration,
} from "@aws-sdk/client-apprunner";
import type { Acceptance } from "../localExtension";
import { checkHealthCheck } from "./healthCheck";
import { checkInstanceSize, checkSecretsHaveRole } from "./instance";
import { checkNetwork, checkObservability } from "./network";
import { checkSource } from "./source";

/** The members of a service's configuration that have rules; a CreateService request and a stored configuration both fit. */
export interface CheckedConfiguration {
  SourceConfiguration: SourceConfiguration | undefined;
  InstanceConfiguration?: InstanceConfiguration | undefined;
  HealthCheckConfiguration?: HealthCheckConfiguration | undefined;
  NetworkConfiguration?: NetworkConfiguration | undefined;
  ObservabilityConfiguration?: ServiceObservabilityConfiguration | undefined;
}

/**
 * The rules between the members of a whole service configuration: of a new service, or of an existing one with an update merged in.
 * Throws an InvalidRequestException.
 */
export function checkServiceConfiguration(configuration: CheckedConfiguration, acceptance: Acceptance): void {
  const source = configuration.SourceConfiguration ?? {};
  checkSource(source, acceptance);
  checkInstanceSize(configuration.InstanceConfiguration ?? {});
  checkSecretsHaveRole(source, configuration.InstanceConfiguration);
  checkHealthCheck(configuration.HealthCheckConfiguration);
  checkNetwork(configuration.NetworkConfiguration);
  checkObservability(configuration.ObservabilityConfiguration);
}
