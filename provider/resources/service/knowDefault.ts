import type { Service } from "@aws-sdk/client-apprunner";
import { DEFAULT_CONFIGURATION } from "../../../api/reservedNames";
import type { Call, Properties } from "../../core/resource";
import { findDefaultConfiguration } from "../autoScalingConfiguration/find";

/**
 * The service with what its description leaves out: whether its auto scaling configuration is the account's default. A program that
 * names none means that one, whichever it is; else it would seem to have drifted for ever. Asked only where the account's default is not
 * AWS's own.
 */
export async function knowDefault(service: Service, said: Properties, call: Call): Promise<Service> {
  const used = service.AutoScalingConfigurationSummary;
  if (!used || used.IsDefault !== undefined || used.AutoScalingConfigurationName === DEFAULT_CONFIGURATION)
    return service;
  if (said.autoScalingConfigurationArn !== undefined || said.sourceConfiguration === undefined) return service;
  const standard = await findDefaultConfiguration(call);
  const IsDefault = standard?.AutoScalingConfigurationArn === used.AutoScalingConfigurationArn;
  return { ...service, AutoScalingConfigurationSummary: { ...used, IsDefault } };
}
