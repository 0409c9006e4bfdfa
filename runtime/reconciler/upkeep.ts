import type { EngineInstance } from "../engine/engine";
import type { ServiceRow } from "../state/services";
import type { ReconcilerContext } from "./context";
import { asDeploymentFailure } from "./failures";
import { desiredSize, instanceSpecs, launchInstances } from "./phases/launch";
import { awaitHealthy } from "./phases/probe";

/**
 * Keeps a service that no operation holds as it should be: what should run runs and answers, nothing else does. Throws when new
 * instances do not come up; the queue tries again with a growing delay.
 */
export async function keepService(context: ReconcilerContext, service: ServiceRow, signal: AbortSignal): Promise<void> {
  const instances = (await context.engine.listInstances()).filter(({ serviceArn }) => serviceArn === service.arn);
  const wanted = wantedIds(context, service);
  const ended = instances.filter(({ id, state }) => wanted.has(id) && state === "exited");
  for (const instance of ended) context.log.event(service, `${describeEnd(instance)} A new one is started.`);
  const strays = instances.filter(({ id }) => !wanted.has(id));
  await Promise.all(
    [...ended, ...strays].map(({ id }) => context.engine.stopInstance(id, context.limits.stopGraceSeconds)),
  );
  if (wanted.size > 0)
    await bringUp(context, service, instances.length - ended.length - strays.length < wanted.size, signal);
}

/** True when the instances that the engine shows are not the ones that should run. Pure but for the state. */
export function needsUpkeep(
  context: ReconcilerContext,
  service: ServiceRow,
  instances: readonly EngineInstance[],
): boolean {
  const wanted = wantedIds(context, service);
  const found = instances.filter(({ serviceArn }) => serviceArn === service.arn);
  return found.length !== wanted.size || found.some(({ id, state }) => !wanted.has(id) || state === "exited");
}

async function bringUp(
  context: ReconcilerContext,
  service: ServiceRow,
  someAreMissing: boolean,
  signal: AbortSignal,
): Promise<void> {
  if (someAreMissing) await context.publishRoutes();
  const version = context.state.versions.find(service.activeVersion ?? "");
  if (!version) return;
  const instances = await launchInstances(context, service, version);
  if (!someAreMissing) return;
  try {
    await awaitHealthy(context, service, instances, signal);
  } catch (error) {
    const failure = asDeploymentFailure(error);
    if (failure) context.log.event(service, `An instance could not be replaced. ${failure.message}`);
    throw error;
  }
  await context.publishRoutes();
}

/** Ids of the instances that should run for a service now. */
function wantedIds(context: ReconcilerContext, service: ServiceRow): Set<string> {
  const version = context.state.versions.find(service.activeVersion ?? "");
  if (service.status !== "RUNNING" || !version?.image) return new Set();
  return new Set(instanceSpecs(service, version, desiredSize(context, service)).map(({ id }) => id));
}

function describeEnd({ id, exitCode, outOfMemory }: EngineInstance): string {
  return outOfMemory
    ? `Instance ${id} was ended because it used more than its memory.`
    : `Instance ${id} exited with code ${exitCode ?? "unknown"}.`;
}
