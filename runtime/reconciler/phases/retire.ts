import type { EngineInstance } from "../../engine/engine";
import type { Run } from "../context";

/**
 * Ends every instance of the service that is not of `keepVersion`: requests in flight end first (the routes must have been moved
 * before), then SIGTERM, the grace, SIGKILL.
 */
export async function retireInstances(run: Run, keepVersion: string | undefined): Promise<void> {
  const { engine, ingress, limits } = run.context;
  const leaving = (await engine.listInstances()).filter(
    ({ serviceArn, versionId }) => serviceArn === run.service.arn && versionId !== keepVersion,
  );
  if (leaving.length === 0) return;
  const cut = await ingress.drain(
    leaving.filter(isRunning).map(({ id }) => id),
    limits.drainDeadlineMs,
  );
  if (cut > 0) run.note(`${cut} requests did not end within ${limits.drainDeadlineMs / 1000} seconds and were cut.`);
  await Promise.all(leaving.map(({ id }) => engine.stopInstance(id, limits.stopGraceSeconds)));
}

function isRunning({ state }: EngineInstance): boolean {
  return state === "running";
}
