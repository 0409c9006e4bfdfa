import type { Service } from "@aws-sdk/client-apprunner";
import type { Call, Properties } from "../../core/resource";
import { beginOperation } from "./begin";
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

const TURNS = {
  PauseService: { type: "PAUSE_SERVICE", status: "PAUSED" },
  ResumeService: { type: "RESUME_SERVICE", status: "RUNNING" },
} as const;

async function turn(
  operation: keyof typeof TURNS,
  what: string,
  live: Service,
  call: Call,
  sensitive: Logged,
): Promise<void> {
  call.log(what);
  const ServiceArn = live.ServiceArn!;
  const { type, status } = TURNS[operation];
  const { OperationId } = await beginOperation(what, ServiceArn, call, {
    type,
    send: () => call.api.call(operation, { ServiceArn }, call),
    isDone: async () => (await findService(ServiceArn, call))?.Status === status,
  });
  await followOperation(what, live, OperationId, call, sensitive);
}
