import type { Service } from "@aws-sdk/client-apprunner";
import type { AppRunnerInput, AppRunnerOutput } from "../../core/api";
import { toApi } from "../../core/caseMapping";
import { memberName } from "../../core/property";
import type { Call, Properties } from "../../core/resource";
import { retryWhile } from "../../core/retry";
import { BUSY_MS, isBusy } from "./busy";
import { findIdleService, serviceNameOf } from "./find";
import { followOperation } from "./operation";
import { inputs as properties } from "./properties";
import { sensitiveValues } from "./sensitiveValues";

/** What UpdateService takes; each is sent whole, defaults included, and only when it differs from what is live. */
export const GROUPS = [
  "sourceConfiguration",
  "instanceConfiguration",
  "healthCheckConfiguration",
  "networkConfiguration",
  "observabilityConfiguration",
  "autoScalingConfigurationArn",
] as const;

/** One UpdateService with the given groups, followed to its true end. `said` are the inputs whose values no error may quote. */
export async function send(live: Service, wanted: Properties, call: Call, said: Properties): Promise<void> {
  const name = live.ServiceName!;
  const groups = Object.entries(wanted).filter(([, value]) => value !== undefined);
  const body = Object.fromEntries(
    groups.map(([group, value]) => {
      const schema = properties.shape[group as (typeof GROUPS)[number]];
      return [memberName(group, schema), toApi(schema, value)];
    }),
  );
  const request = { ...body, ServiceArn: live.ServiceArn! } as AppRunnerInput<"UpdateService">;
  const { OperationId } = await whenIdle(request, call);
  await followOperation(`the update of service ${name}`, live, OperationId, call, sensitiveValues(said));
}

function whenIdle(request: AppRunnerInput<"UpdateService">, call: Call): Promise<AppRunnerOutput<"UpdateService">> {
  const arn = request.ServiceArn!;
  return retryWhile(`the update of service ${serviceNameOf(arn)}`, call, BUSY_MS, isBusy, async () => {
    const idle = await findIdleService(arn, call);
    if (!idle) throw new Error(`service ${serviceNameOf(arn)} was deleted meanwhile`);
    return call.api.call("UpdateService", request, call);
  });
}
