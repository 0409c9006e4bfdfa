import { endingOfFailure, endingOfSuccess } from "../../runtime/reconciler/operations/ending";
import type { State } from "../../runtime/state/state";

/**
 * Ends the running operation of a service in the state alone, as the reconciler leaves it: no engine, no time passes. Statuses come
 * from the reconciler's own table. Throws when nothing runs, which would be a mistake of the test.
 */
export function endOperation(state: State, serviceArn: string, outcome: "succeeds" | "fails", at: number): void {
  const operation = state.operations.findRunning(serviceArn);
  const service = state.services.find(serviceArn);
  if (!operation || !service) throw new Error(`no operation is running on ${serviceArn}`);
  const ending = outcome === "succeeds" ? endingOfSuccess(operation) : endingOfFailure(operation, service);
  state.transaction(() => {
    state.operations.move(operation.id, "IN_PROGRESS", at);
    if (ending.operation.startsWith("ROLLBACK_")) {
      state.operations.move(operation.id, "ROLLBACK_IN_PROGRESS", at);
      if (operation.previousConfiguration) {
        state.services.setConfiguration(serviceArn, operation.previousConfiguration, at);
      }
    }
    state.operations.move(operation.id, ending.operation, at);
    if (outcome === "succeeds" && operation.deploys) state.services.setActiveVersion(serviceArn, operation.id, at);
    if (ending.service === "DELETED") {
      state.services.markDeleted(serviceArn, at);
      state.customDomains.removeOfService(serviceArn);
      state.tags.removeOfResource(serviceArn);
    } else state.services.setStatus(serviceArn, ending.service, at);
  });
}
