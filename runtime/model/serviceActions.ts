import type { ServiceStatus } from "./service";

/** What can be asked of a service, as it reads in an error after "Service status must be ... to be". */
export type ServiceAction =
  | "updated"
  | "deployed"
  | "paused"
  | "resumed"
  | "deleted"
  | "associated with a custom domain"
  | "disassociated from a custom domain"
  | "connected to a VPC endpoint";

/**
 * The statuses that allow an action. Sources: guide, "When your service is paused" (a paused service can only be resumed, deleted,
 * tagged and read); API, Service.Status (CREATE_FAILED is rebuilt with UpdateService, DELETE_FAILED is deleted again). While an
 * operation is in progress nothing else can be started.
 */
export const ALLOWED_STATUSES: Record<ServiceAction, readonly ServiceStatus[]> = {
  updated: ["RUNNING", "CREATE_FAILED"],
  deployed: ["RUNNING"],
  paused: ["RUNNING"],
  resumed: ["PAUSED"],
  deleted: ["RUNNING", "PAUSED", "CREATE_FAILED", "DELETE_FAILED"],
  "associated with a custom domain": ["RUNNING"],
  "disassociated from a custom domain": ["RUNNING"],
  "connected to a VPC endpoint": ["RUNNING"],
};
