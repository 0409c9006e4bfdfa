import type { EngineInstance } from "../../engine/engine";
import type { RouteHealthCheck } from "../../model/route";
import type { ServiceRow } from "../../state/services";
import type { ReconcilerContext } from "../context";
import { DeploymentFailed } from "../failures";
import { routeHealthCheck } from "../routes";

/** Lines of the app's own output that a failure quotes. */
const QUOTED_LINES = 20;

/** Most apps listen within a tenth of a second: the first probes come sooner after one another than later ones. */
const FIRST_PAUSE_MS = 25;
const FIRST_PAUSES = 40;

/**
 * Waits until every instance passes its health check, HealthyThreshold times in a row. Throws DeploymentFailed, quoting the app's
 * last lines, when one exits or the start deadline is over.
 */
export async function awaitHealthy(
  context: ReconcilerContext,
  service: ServiceRow,
  instances: readonly EngineInstance[],
  signal: AbortSignal,
): Promise<void> {
  const check = routeHealthCheck(service.configuration.HealthCheckConfiguration);
  const deadline = context.now().getTime() + context.limits.startDeadlineMs;
  const others = new AbortController();
  const either = AbortSignal.any([signal, others.signal]);
  try {
    await Promise.all(instances.map((instance) => awaitInstance(context, service, instance, check, deadline, either)));
  } finally {
    others.abort();
  }
}

async function awaitInstance(
  context: ReconcilerContext,
  service: ServiceRow,
  instance: EngineInstance,
  check: RouteHealthCheck,
  deadline: number,
  signal: AbortSignal,
): Promise<void> {
  let passed = 0;
  let probes = 0;
  let reason = "it has not been reached yet";
  while (passed < check.healthyThreshold) {
    signal.throwIfAborted();
    const found = await context.engine.inspectInstance(instance.id);
    if (found?.state !== "running" || !found.address) throw await exited(context, service, instance.id, found);
    const failure = await context.probe(found.address, check, signal);
    if (failure === undefined) passed++;
    else {
      passed = 0;
      reason = failure;
    }
    if (passed >= check.healthyThreshold) return;
    if (context.now().getTime() > deadline) throw await neverHealthy(context, service, instance, check, reason);
    const pause = probes++ < FIRST_PAUSES ? FIRST_PAUSE_MS : context.limits.probeEveryMs;
    await context.sleep(Math.min(pause, context.limits.probeEveryMs), signal);
  }
}

async function exited(
  context: ReconcilerContext,
  service: ServiceRow,
  id: string,
  found: EngineInstance | undefined,
): Promise<DeploymentFailed> {
  const how = found?.outOfMemory
    ? `was ended because it used more than its memory (${service.configuration.InstanceConfiguration.Memory} MB)`
    : `exited with code ${found?.exitCode ?? "unknown"}`;
  const lines = await lastLines(context, service, id, ENDED_OUTPUT_MS);
  return new DeploymentFailed(`Instance ${id} ${how} before it was healthy. ${adviceOn(found, lines)}`, lines);
}

/** What is known of an end by the conventions of shells and of the init process in a container. */
function adviceOn(found: EngineInstance | undefined, lines: readonly string[]): string {
  const { exitCode, otherArchitecture } = found ?? {};
  if (otherArchitecture)
    return `Its image is made for another processor architecture (${otherArchitecture}): build or choose it for this machine's.`;
  if (lines.some((line) => /exec format error/i.test(line)))
    return "It is made for another processor architecture than this machine's: build or choose it for this one.";
  if (exitCode === 127) return "Its start command was not found: check its spelling, and that the build installs it.";
  if (exitCode === 126) return "Its start command was found, but may not be run: make the file executable.";
  return "Check the start command and the application log.";
}

async function neverHealthy(
  context: ReconcilerContext,
  service: ServiceRow,
  { id, versionId }: EngineInstance,
  check: RouteHealthCheck,
  reason: string,
): Promise<DeploymentFailed> {
  const port = context.state.versions.find(versionId)?.runPlan?.port;
  const what = check.protocol === "HTTP" ? `HTTP GET ${check.path}` : "a TCP connection";
  return new DeploymentFailed(
    `Health check failed: instance ${id} did not answer ${what} within ${Math.round(context.limits.startDeadlineMs / 1000)} seconds` +
      ` (${reason}). The app must listen on 0.0.0.0 and the port in PORT${port ? ` (${port})` : ""}.`,
    await lastLines(context, service, id, RUNNING_OUTPUT_MS),
  );
}

/** The output of an ended instance comes to an end by itself, on a busy machine late; that of a running one never does. */
const ENDED_OUTPUT_MS = 10_000;
const RUNNING_OUTPUT_MS = 1_000;

/** The app's output may still be on its way from the engine when an instance has just ended. */
async function lastLines(
  context: ReconcilerContext,
  service: ServiceRow,
  id: string,
  timeoutMs: number,
): Promise<string[]> {
  const lines: string[] = [];
  await context.engine
    .followLogs(
      id,
      undefined,
      ({ text }) => lines.push(text) > QUOTED_LINES && lines.shift(),
      AbortSignal.timeout(timeoutMs),
    )
    .catch(() => undefined);
  return lines.length > 0 ? lines : context.log.lastLines(service, id, QUOTED_LINES);
}
