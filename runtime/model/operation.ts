/** Types of operation and their states. Source: API shapes OperationType, OperationStatus. */
export type OperationType =
  | "CREATE_SERVICE"
  | "START_DEPLOYMENT"
  | "UPDATE_SERVICE"
  | "PAUSE_SERVICE"
  | "RESUME_SERVICE"
  | "DELETE_SERVICE";

export type OperationStatus =
  | "PENDING"
  | "IN_PROGRESS"
  | "SUCCEEDED"
  | "FAILED"
  | "ROLLBACK_IN_PROGRESS"
  | "ROLLBACK_FAILED"
  | "ROLLBACK_SUCCEEDED";

/** The moves an operation may make; anything else is a programming error. */
export const OPERATION_MOVES: Record<OperationStatus, readonly OperationStatus[]> = {
  PENDING: ["IN_PROGRESS", "FAILED"],
  IN_PROGRESS: ["SUCCEEDED", "FAILED", "ROLLBACK_IN_PROGRESS"],
  ROLLBACK_IN_PROGRESS: ["ROLLBACK_SUCCEEDED", "ROLLBACK_FAILED"],
  SUCCEEDED: [],
  FAILED: [],
  ROLLBACK_SUCCEEDED: [],
  ROLLBACK_FAILED: [],
};

/** True while the reconciler still has to do something for the operation. */
export function isRunning(status: OperationStatus): boolean {
  return OPERATION_MOVES[status].length > 0;
}
