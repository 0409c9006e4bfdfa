import type { Service } from "@aws-sdk/client-apprunner";
import type { AppRunnerInput } from "../../core/api";
import { toApi } from "../../core/caseMapping";
import { sameValue } from "../../core/compare";
import { memberName } from "../../core/property";
import type { Call, Properties } from "../../core/resource";
import { retryWhile } from "../../core/retry";
import { sameRevision } from "../revisionArn";
import { beginOperation } from "./begin";
import { liveInputs } from "./describe";
import { findService } from "./find";
import { followOperation } from "./operation";
import { inputs as properties } from "./properties";
import { isRolePropagation, ROLE_PROPAGATION_MS } from "./rolePropagation";
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
  const groups = Object.entries(wanted).filter(([, value]) => value !== undefined);
  const body = Object.fromEntries(
    groups.map(([group, value]) => {
      const schema = properties.shape[group as (typeof GROUPS)[number]];
      return [memberName(group, schema), toApi(schema, value)];
    }),
  );
  const ServiceArn = live.ServiceArn!;
  const request = { ...body, ServiceArn } as AppRunnerInput<"UpdateService">;
  const what = `the update of service ${live.ServiceName}`;
  const isDone = async (): Promise<boolean> => isSent(await findService(ServiceArn, call), wanted, said);
  for (;;) {
    const { OperationId, adopted } = await retryWhile(what, call, ROLE_PROPAGATION_MS, isRolePropagation, () =>
      beginOperation(what, ServiceArn, call, {
        type: "UPDATE_SERVICE",
        send: () => call.api.call("UpdateService", request, call),
        isDone,
      }),
    );
    await followOperation(what, live, OperationId, call, sensitiveValues(said));
    if (!adopted || (await isDone())) return;
    call.log(`${what}: somebody else has changed it at the same time; sending it again`);
  }
}

/** True when a service rests and has the groups that were sent. */
function isSent(live: Service | undefined, wanted: Properties, said: Properties): boolean {
  if (!live || live.Status === "OPERATION_IN_PROGRESS") return false;
  const now = liveInputs(live, {}, said);
  const sent = GROUPS.filter((name) => wanted[name] !== undefined);
  return sent.every((name) => {
    if (name !== "autoScalingConfigurationArn") return sameValue(properties.shape[name], now[name], wanted[name], said);
    return sameRevision(live.AutoScalingConfigurationSummary?.AutoScalingConfigurationArn, wanted[name]);
  });
}
