import type { UpdateServiceRequest } from "@aws-sdk/client-apprunner";
import { invalidRequest } from "../../model/apiError";
import type { Acceptance } from "../localExtension";
import { checkHealthCheck } from "./healthCheck";
import { checkInstanceSize } from "./instance";
import { checkNetwork, checkObservability } from "./network";
import { checkSourceParts } from "./source";

/**
 * What an update alone can get wrong. The service's stored configuration may complete it, so the rules of a whole configuration
 * (checkServiceConfiguration) are the operation's to apply to the merged one.
 */
export function updateService(input: UpdateServiceRequest, acceptance: Acceptance): void {
  const { ServiceArn: _, ...configurations } = input;
  if (!Object.values(configurations).some(isGiven)) {
    throw invalidRequest("No configurations provided in the UpdateService request.");
  }
  const { SourceConfiguration: source, InstanceConfiguration: instance } = input;
  if (source) checkSourceParts(source, acceptance);
  if (instance?.Cpu && instance.Memory) checkInstanceSize(instance);
  checkHealthCheck(input.HealthCheckConfiguration);
  checkNetwork(input.NetworkConfiguration);
  checkObservability(input.ObservabilityConfiguration);
}

function isGiven(value: unknown): boolean {
  if (value === undefined) return false;
  return typeof value !== "object" || value === null || Object.keys(value).length > 0;
}
