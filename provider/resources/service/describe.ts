import type { Service } from "@aws-sdk/client-apprunner";
import { DEFAULT_CONFIGURATION } from "../../../api/reservedNames";
import { fromApi } from "../../core/caseMapping";
import { foldLive } from "../../core/fold";
import type { Properties, Target } from "../../core/resource";
import type { TagMap } from "../tags";
import { inputs } from "./properties";
import { liveState } from "./runState";

/** All outputs of a live service; `said` are the inputs or last outputs, whose form is kept where it means what is live. */
export function describe(service: Service, tags: TagMap, said: Properties, target: Target): Properties {
  const { ServiceArn, ServiceId, ServiceUrl, Status } = service;
  const desiredState = liveState(service, said);
  return {
    ...foldLive(inputs, liveInputs(service, tags, said), said),
    ...(desiredState !== undefined && { desiredState }),
    serviceArn: ServiceArn,
    serviceId: ServiceId,
    serviceUrl: ServiceUrl ?? "",
    url: ServiceUrl ? `${target === "local" ? "http" : "https"}://${ServiceUrl}` : "",
    status: Status,
  };
}

/** A live service in the words of a program, every default written down. */
export function liveInputs(service: Service, tags: TagMap, said: Properties): Properties {
  const live = fromApi(inputs, { ...service, AutoScalingConfigurationArn: scaling(service, said) }) as Properties;
  return { ...live, tags };
}

/** Left out means the account's default configuration, whichever that is; an import leaves out AWS's own only. */
function scaling(service: Service, said: Properties): string | undefined {
  const used = service.AutoScalingConfigurationSummary;
  const isImport = said.sourceConfiguration === undefined;
  const isDefault =
    used?.AutoScalingConfigurationName === DEFAULT_CONFIGURATION || (!isImport && used?.IsDefault === true);
  return isDefault && said.autoScalingConfigurationArn === undefined ? undefined : used?.AutoScalingConfigurationArn;
}
