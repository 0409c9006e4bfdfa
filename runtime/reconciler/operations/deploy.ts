import { EVENTS } from "../../observability/events";
import type { Run } from "../context";
import { makeImage } from "../phases/build";
import { launchInstances } from "../phases/launch";
import type { Phase } from "../phases/phase";
import { awaitHealthy } from "../phases/probe";
import { pruneVersions } from "../phases/prune";
import { requireVersion, resolveSource } from "../phases/resolve";
import { retireInstances } from "../phases/retire";
import { takeOver } from "../phases/takeOver";
import { routeHealthCheck } from "../routes";

/**
 * CREATE_SERVICE, UPDATE_SERVICE and START_DEPLOYMENT: source to instance. New instances are healthy first, then one switch, then
 * the old ones drain. Until `switch` a failure leaves the service as it was.
 */
export const DEPLOY_PHASES: readonly Phase[] = [
  { name: "resolve", run: resolve },
  { name: "build", run: (run) => makeImage(run, run.operation.id) },
  { name: "launch", run: launch },
  { name: "switch", run: switchTraffic, patient: true },
  { name: "drain", run: (run) => retireInstances(run, run.operation.id), cleansUp: true },
  { name: "prune", run: pruneVersions, cleansUp: true },
];

async function resolve(run: Run): Promise<void> {
  const { state, now } = run.context;
  state.versions.insert({
    id: run.operation.id,
    serviceArn: run.service.arn,
    configuration: run.service.configuration,
    createdAt: now().getTime(),
  });
  const { chosen } = run.operation;
  if (chosen && "version" in chosen) await takeOver(run, run.operation.id, chosen.version);
  else await resolveSource(run, run.operation.id, chosen?.commit);
}

async function launch(run: Run): Promise<void> {
  const { context, service, operation } = run;
  if (service.activeVersion === operation.id) return;
  const version = requireVersion(run, operation.id);
  run.note(EVENTS.provisioning());
  const instances = await launchInstances(context, service, version);
  run.note(
    EVENTS.healthCheckBegins({
      ...routeHealthCheck(service.configuration.HealthCheckConfiguration),
      port: version.runPlan!.port,
    }),
  );
  await awaitHealthy(context, service, instances, run.signal);
  run.note(EVENTS.healthCheckSucceeded());
}

async function switchTraffic(run: Run): Promise<void> {
  const { state, now } = run.context;
  state.services.setActiveVersion(run.service.arn, run.operation.id, now().getTime());
  await run.context.publishRoutes();
  run.note(EVENTS.trafficRouted());
}
