import type { Run } from "../context";
import { launchInstances } from "../phases/launch";
import type { Phase } from "../phases/phase";
import { awaitHealthy } from "../phases/probe";

/** An UPDATE_SERVICE that changes settings only: no new version, instances and routes follow the new scaling. */
export const CONFIGURE_PHASES: readonly Phase[] = [
  { name: "resize", run: resize },
  { name: "route", run: (run) => run.context.publishRoutes() },
];

async function resize(run: Run): Promise<void> {
  const { context, service, signal } = run;
  const version = context.state.versions.find(service.activeVersion ?? "");
  if (!version) return;
  await awaitHealthy(context, service, await launchInstances(context, service, version), signal);
}
