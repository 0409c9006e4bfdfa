import type { Run } from "../context";
import { DeploymentFailed } from "../failures";
import { requireVersion } from "./resolve";

/** Makes a version that is like one deployed before: same source, same image, same secrets; nothing is fetched or built. Repeatable. */
export async function takeOver(run: Run, versionId: string, earlierId: string): Promise<void> {
  const { state, secrets } = run.context;
  const version = requireVersion(run, versionId);
  if (version.image) return;
  const earlier = state.versions.find(earlierId);
  if (!earlier?.image || !earlier.runPlan) {
    throw new DeploymentFailed(`Version ${earlierId} is no longer kept. Deploy its commit or image again instead.`);
  }
  secrets.copy(earlier.id, version.id);
  state.transaction(() => {
    if (earlier.sourceRevision) state.versions.setSource(version.id, earlier.sourceRevision);
    state.versions.setImage(version.id, earlier.image!, earlier.imageDigest ?? "", earlier.runPlan!);
  });
  run.note(
    `Going back to ${earlier.sourceRevision?.slice(0, 100) ?? earlier.image}, deployed as version ${earlier.id}.`,
  );
}
