import type { Service } from "@aws-sdk/client-apprunner";
import type { Call, Properties } from "../../core/resource";
import { retryWhile } from "../../core/retry";
import { BUSY_MS, isBusy } from "./busy";
import { findIdleService, findService } from "./find";
import type { Logged } from "./logLines";
import { followOperation } from "./operation";

/** Runs a paused service again, to the operation's true end, and answers it as it is then. */
export async function resumeService(live: Service, call: Call, sensitive: Logged): Promise<Service> {
  await turn("ResumeService", `resuming service ${live.ServiceName}`, live, call, sensitive);
  return (await findService(live.ServiceArn!, call)) ?? live;
}

/** Pauses a service that runs; nothing happens when it does not. */
export async function pauseService(serviceArn: string, call: Call): Promise<void> {
  const live = await findIdleService(serviceArn, call);
  if (live?.Status !== "RUNNING") return;
  await turn("PauseService", `pausing service ${live.ServiceName}`, live, call, {});
}

/** What the program says of the service's state as it is live; what it leaves out stays left out. */
export function liveState(service: Service, said: Properties): unknown {
  if (said.desiredState === undefined) return undefined;
  if (service.Status === "PAUSED") return "paused";
  return service.Status === "RUNNING" ? "running" : said.desiredState;
}

async function turn(
  operation: "PauseService" | "ResumeService",
  what: string,
  live: Service,
  call: Call,
  sensitive: Logged,
): Promise<void> {
  call.log(what);
  const { OperationId } = await retryWhile(what, call, BUSY_MS, isBusy, async () => {
    await findIdleService(live.ServiceArn!, call);
    return call.api.call(operation, { ServiceArn: live.ServiceArn! }, call);
  });
  await followOperation(what, live, OperationId, call, sensitive);
}
