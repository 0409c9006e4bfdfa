import type { Run } from "../context";
import type { Phase } from "../phases/phase";
import { removeImagesBut } from "../phases/prune";
import { retireInstances } from "../phases/retire";

/** DELETE_SERVICE: routes, instances, images, versions, in that order; nothing stays but the row that DescribeService shows. */
export const DELETE_PHASES: readonly Phase[] = [
  { name: "route", run: (run) => run.context.publishRoutes() },
  { name: "drain", run: (run: Run) => retireInstances(run, undefined) },
  { name: "prune", run: (run) => removeImagesBut(run, new Set()) },
  { name: "forget", run: forget },
];

async function forget(run: Run): Promise<void> {
  const { state } = run.context;
  state.transaction(() => {
    for (const { id } of state.versions.listOfService(run.service.arn)) state.versions.remove(id);
    state.customDomains.removeOfService(run.service.arn);
    state.tags.removeOfResource(run.service.arn);
    state.seenHeads.forget(run.service.arn);
    state.webhookSecrets.remove(run.service.arn);
  });
}
