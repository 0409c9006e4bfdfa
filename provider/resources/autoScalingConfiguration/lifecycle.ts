import type { AutoScalingConfiguration } from "@aws-sdk/client-apprunner";
import type { AppRunnerInput } from "../../core/api";
import type { Call } from "../../core/resource";
import { revisionedLifecycle } from "../revisions";
import { pointToConfiguration } from "../service/pointTo";
import { findConfiguration, revisionsOf, servicesOf } from "./find";
import { inputs } from "./properties";

export const lifecycle = revisionedLifecycle<AutoScalingConfiguration>({
  inputs,
  nameProperty: "autoScalingConfigurationName",
  nameShape: "AutoScalingConfigurationName",
  arnProperty: "autoScalingConfigurationArn",
  create: async (request, call) => {
    const body = request as AppRunnerInput<"CreateAutoScalingConfiguration">;
    return (await call.api.call("CreateAutoScalingConfiguration", body, call)).AutoScalingConfiguration!;
  },
  revisionsOf,
  find: findConfiguration,
  arnOf: (live) => live.AutoScalingConfigurationArn!,
  facts: (live) => ({
    autoScalingConfigurationRevision: live.AutoScalingConfigurationRevision,
    latest: live.Latest,
    status: live.Status?.toUpperCase(),
  }),
  takeAlong,
  delete: (arn, call) => call.api.call("DeleteAutoScalingConfiguration", { AutoScalingConfigurationArn: arn }, call),
});

/** The services, and the account's default: App Runner refuses to delete the revision that is the default. */
async function takeAlong(old: string, current: string, call: Call): Promise<void> {
  if ((await findConfiguration(old, call))?.IsDefault) {
    call.log("making the new revision the account's default");
    await call.api.call("UpdateDefaultAutoScalingConfiguration", { AutoScalingConfigurationArn: current }, call);
  }
  const services = await servicesOf(old, call);
  for (const service of services) call.log(`pointing ${service} to the new revision`);
  const ends = await Promise.allSettled(services.map((service) => pointToConfiguration(service, current, call)));
  const failed = ends.find((end) => end.status === "rejected");
  if (failed) throw failed.reason;
}
