import type { EngineInstance } from "../engine/engine";
import type { TargetStatus } from "../model/route";
import type { ServiceRow } from "../state/services";
import type { ReconcilerContext } from "./context";
import { asDeploymentFailure } from "./failures";
import { desiredSize, instanceSpecs, launchInstances } from "./phases/launch";
import { awaitHealthy } from "./phases/probe";
import type { Outcome } from "./queue";
import type { RestartDelays } from "./restartDelays";

/** What the machine shows now, of every service. */
export interface Observation {
  instances: readonly EngineInstance[];
  targets: readonly TargetStatus[];
}

/** What is to be done about a service's instances. */
interface Findings {
  wanted: ReadonlySet<string>;
  /** Wanted, but ended. */
  ended: EngineInstance[];
  /** Wanted and running, but failing their health check, with the check's reason. */
  sick: { instance: EngineInstance; reason: string }[];
  /** Not wanted. */
  strays: EngineInstance[];
  /** Wanted, but not there at all. */
  missing: number;
}

export async function observe(context: ReconcilerContext): Promise<Observation> {
  const [instances, targets] = await Promise.all([context.engine.listInstances(), context.ingress.targets()]);
  return { instances, targets };
}

/** True when the instances that the machine shows are not the ones that should run, or do not work. */
export function needsUpkeep(context: ReconcilerContext, service: ServiceRow, observation: Observation): boolean {
  const { ended, sick, strays, missing } = examine(context, service, observation);
  return ended.length + sick.length + strays.length + missing > 0;
}

/**
 * Keeps a service that no operation holds as it should be: what should run runs and answers, nothing else does. An instance that keeps
 * ending is started again later and later. Throws when new instances do not come up; the queue tries again with a growing delay.
 */
export async function keepService(
  context: ReconcilerContext,
  service: ServiceRow,
  delays: RestartDelays,
  signal: AbortSignal,
): Promise<Outcome> {
  const findings = examine(context, service, await observe(context));
  const { wanted, ended, sick, strays, missing } = findings;
  const leaving = [...ended, ...sick.map(({ instance }) => instance)];
  const waitMs = Math.max(0, ...leaving.map(({ id, startedAt }) => delays.remainingMs(id, startedAt, context.now())));
  if (waitMs > 0) return { againInMs: waitMs };
  report(context, service, findings);
  await Promise.all(
    [...leaving, ...strays].map(({ id }) => context.engine.stopInstance(id, context.limits.stopGraceSeconds)),
  );
  if (wanted.size > 0) await bringUp(context, service, leaving.length + missing > 0, signal);
  return { done: true };
}

function examine(context: ReconcilerContext, service: ServiceRow, { instances, targets }: Observation): Findings {
  const wanted = wantedIds(context, service);
  const found = instances.filter(({ serviceArn }) => serviceArn === service.arn);
  const kept = found.filter(({ id }) => wanted.has(id));
  const reasons = new Map(targets.filter(({ health }) => health === "unhealthy").map(({ id, reason }) => [id, reason]));
  return {
    wanted,
    ended: kept.filter(({ state }) => state === "exited"),
    sick: kept.flatMap((instance) => {
      const reason = reasons.get(instance.id);
      return instance.state === "running" && reason !== undefined ? [{ instance, reason }] : [];
    }),
    strays: found.filter(({ id }) => !wanted.has(id)),
    missing: wanted.size - kept.length,
  };
}

function report(context: ReconcilerContext, service: ServiceRow, { ended, sick }: Findings): void {
  for (const instance of ended) context.log.event(service, `${describeEnd(instance)} A new one is started.`);
  for (const { instance, reason } of sick) {
    context.log.event(service, `Instance ${instance.id} fails its health check (${reason}). A new one is started.`);
  }
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
  try {
    const instances = await launchInstances(context, service, version);
    if (!someAreMissing) return;
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
