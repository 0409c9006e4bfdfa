import type { ObservabilityConfiguration } from "@aws-sdk/client-apprunner";
import type { AppRunnerInput } from "../../core/api";
import type { Call } from "../../core/resource";
import { revisionedLifecycle } from "../revisions";
import { pointToObservability } from "../service/pointTo";
import { findObservability, revisionsOf, tracedServicesOf } from "./find";
import { inputs } from "./properties";

export const lifecycle = revisionedLifecycle<ObservabilityConfiguration>({
  inputs,
  nameProperty: "observabilityConfigurationName",
  nameShape: "ObservabilityConfigurationName",
  arnProperty: "observabilityConfigurationArn",
  create: async (request, call) => {
    const body = request as AppRunnerInput<"CreateObservabilityConfiguration">;
    return (await call.api.call("CreateObservabilityConfiguration", body, call)).ObservabilityConfiguration!;
  },
  revisionsOf,
  find: findObservability,
  arnOf: (live) => live.ObservabilityConfigurationArn!,
  facts: (live) => ({
    observabilityConfigurationRevision: live.ObservabilityConfigurationRevision,
    latest: live.Latest,
    status: live.Status,
  }),
  takeAlong,
  delete: (arn, call) =>
    call.api.call("DeleteObservabilityConfiguration", { ObservabilityConfigurationArn: arn }, call),
});

async function takeAlong(old: string, current: string, call: Call): Promise<void> {
  const services = await tracedServicesOf(old, call);
  for (const service of services) call.log(`pointing ${service} to the new revision, which deploys it`);
  const ends = await Promise.allSettled(services.map((service) => pointToObservability(service, current, call)));
  const failed = ends.find((end) => end.status === "rejected");
  if (failed) throw failed.reason;
}
