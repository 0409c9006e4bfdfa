import type { Client } from "../../provider/client";
import { systemClock } from "../clock";
import { CommandFailure } from "../failure";
import type { FoundService } from "./find";
import { applicationLogGroup, EVENTS_STREAM, serviceLogGroup } from "./logGroups";
import { listLogStreams } from "./logStream";
import { tailLog } from "./logTail";
import type { Target } from "./target";

/** Log streams looked at: twice the instances that a service can have, since two versions run for a while. */
const MOST_INSTANCES = 50;

/** Lines of the service's events and of its app that say why. */
const CAUSE_LINES = 10;

/** The local App Runner quotes the app's output in its events, behind this; here the output stands on its own. */
const QUOTED = /^\[AppRunner\]\s+\| /;

/** A deployment that did not end SUCCEEDED. */
export interface FailedDeployment {
  operationId: string;
  status: string;
  seconds: number;
  /** Log streams of instances that were there before: the old version's output says nothing of the failure. */
  before: readonly string[];
}

/** What happened to a deployment, and why, in the words of App Runner and of the new version itself. */
export async function deploymentFailure(
  target: Target,
  service: FoundService,
  { operationId, status, seconds, before }: FailedDeployment,
): Promise<CommandFailure> {
  const instances = (await listInstanceLogs(target.client, service)).filter((name) => !before.includes(name));
  const output = await lastLinesOf(target, applicationLogGroup(service), instances);
  const events = await lastLinesOf(target, serviceLogGroup(service), [EVENTS_STREAM]);
  const reasons = output.length === 0 ? events : events.filter((line) => !QUOTED.test(line)).slice(-2);
  return new CommandFailure(
    [
      `The deployment ${operationId} of ${service.name} ended ${status} after ${seconds} s. ${CONSEQUENCE[status] ?? ""}`.trim(),
      ...section("The service's last events:", reasons),
      ...section("The last lines of the new version:", output),
      `See all of it with: npx apprunner logs ${service.name} --type deployment --operation ${operationId}`,
    ].join("\n"),
  );
}

/** Names of the log streams of a service's newest instances. */
export function listInstanceLogs(client: Client, service: FoundService): Promise<string[]> {
  return listLogStreams(client, applicationLogGroup(service), MOST_INSTANCES);
}

const CONSEQUENCE: Record<string, string> = {
  ROLLBACK_SUCCEEDED: "The service runs its previous version.",
  ROLLBACK_FAILED: "Going back to the previous version failed too: the service may not answer.",
  FAILED: "What ran before is unchanged.",
};

function section(title: string, lines: readonly string[]): string[] {
  return lines.length === 0 ? [] : [title, ...lines.map((line) => `  ${line}`)];
}

async function lastLinesOf(target: Target, group: string, streams: readonly string[]): Promise<string[]> {
  const lines: string[] = [];
  const signal = new AbortController().signal;
  await tailLog(
    { ...target, clock: systemClock, signal },
    { group, streams },
    { lines: CAUSE_LINES, follow: false },
    (line) => lines.push(line.message),
  );
  return lines;
}
