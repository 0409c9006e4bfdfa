import type { Run } from "../context";
import type { DeploymentFailed } from "../failures";
import { pruneVersions } from "../phases/prune";
import { retireInstances } from "../phases/retire";
import { endingOfFailure } from "./ending";

/** Phase name of an operation that failed and is being undone; stored, so that a restart goes on undoing. */
export const ABANDON_PHASE = "abandon";

/** Characters kept of such a line: apps and builds write lines of megabytes. */
const KEPT_CHARACTERS = 1_000;

/** Lines of output kept with the reason of a failure. */
const KEPT_LINES = 20;

/** Writes down that the operation failed and why. From here on it can only be undone. */
export function recordFailure(run: Run, failure: DeploymentFailed): void {
  const { context, operation, service } = run;
  const at = context.now().getTime();
  context.state.transaction(() => {
    context.state.operations.setPhase(operation.id, ABANDON_PHASE, at);
    context.state.operations.setReason(operation.id, failure.message, at);
    if (endingOfFailure(operation, service).operation === "ROLLBACK_SUCCEEDED") {
      context.state.operations.move(operation.id, "ROLLBACK_IN_PROGRESS", at);
    }
  });
  const lines = failure.lastLines.slice(-KEPT_LINES).filter((line) => line.trim() !== "");
  // The reason itself is in the operation's last event, which comes after these.
  for (const line of lines) context.log.event(service, `  | ${shortened(line)}`);
  run.note(failure.message);
}

function shortened(line: string): string {
  return line.length > KEPT_CHARACTERS ? `${line.slice(0, KEPT_CHARACTERS)} … (${line.length} characters)` : line;
}

/** Undoes what the failed operation began: its instances, its version, its configuration. Repeatable. */
export async function undo(run: Run): Promise<void> {
  const { context, operation, service } = run;
  const { state } = context;
  const ending = endingOfFailure(operation, service);
  await run.context.publishRoutes();
  if (operation.type === "DELETE_SERVICE" || operation.type === "PAUSE_SERVICE") return;
  await retireInstances(run, operation.type === "RESUME_SERVICE" ? undefined : service.activeVersion);
  state.transaction(() => {
    if (operation.type !== "RESUME_SERVICE") state.versions.remove(operation.id);
    if (operation.previousConfiguration && ending.operation === "ROLLBACK_SUCCEEDED") {
      state.services.setConfiguration(service.arn, operation.previousConfiguration, context.now().getTime());
    }
  });
  await pruneVersions(run);
}
