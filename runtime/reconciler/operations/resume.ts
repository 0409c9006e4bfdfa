import type { Run } from "../context";
import { DeploymentFailed } from "../failures";
import { launchInstances } from "../phases/launch";
import type { Phase } from "../phases/phase";
import { awaitHealthy } from "../phases/probe";
import { SERVE_PHASE } from "../routes";

/** RESUME_SERVICE: the last deployed version again, without a build. */
export const RESUME_PHASES: readonly Phase[] = [
  { name: "launch", run: launch },
  { name: SERVE_PHASE, run: (run) => run.context.publishRoutes() },
];

async function launch(run: Run): Promise<void> {
  const { context, service, signal } = run;
  const version = context.state.versions.find(service.activeVersion ?? "");
  if (!version) throw new DeploymentFailed(`service ${service.name} has no deployed version to resume`);
  run.note(`Starting version ${version.id} again.`);
  // What came while it was paused is not deployed by itself. Source: guide, "Pausing and resuming".
  context.state.seenHeads.forget(service.arn);
  await awaitHealthy(context, service, await launchInstances(context, service, version), signal);
}
