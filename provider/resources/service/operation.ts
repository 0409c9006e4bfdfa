import type { OperationStatus, OperationSummary, Service } from "@aws-sdk/client-apprunner";
import { isApiError } from "../../core/api";
import { listAll } from "../../core/pages";
import type { Call } from "../../core/resource";
import { waitFor } from "../../core/wait";
import { findIdleService } from "./find";
import { type Logged, readLastLines } from "./logLines";

/** An operation that did not do what it was started for. The message says what happened, with the log's own last lines. */
export class OperationFailed extends Error {
  constructor(
    message: string,
    readonly status: OperationStatus,
  ) {
    super(message);
    this.name = "OperationFailed";
  }
}

/** What became of the service, for each end that is no success. */
const FAILED_ENDS: Partial<Record<OperationStatus, string>> = {
  FAILED: "failed",
  ROLLBACK_SUCCEEDED: "failed and was rolled back: the service runs as it did before",
  ROLLBACK_FAILED: "failed, and the rollback failed too: the service may not answer",
};

/**
 * Follows an operation by its id to its true end. The service's status is not enough: after an update that was rolled back it is
 * RUNNING. Throws OperationFailed for every end but SUCCEEDED. `what` says what was asked for ("the update of hello").
 */
export async function followOperation(
  what: string,
  service: Service,
  operationId: string | undefined,
  call: Call,
  sensitive: Logged,
): Promise<void> {
  if (!operationId) return followStatus(what, service, call, sensitive);
  const end = await waitFor(what, call, async () => {
    const operation = await findOperation(service.ServiceArn!, operationId, call);
    if (operation === "service is gone") return { done: true, value: undefined };
    const status = operation?.Status ?? "PENDING";
    if (status === "SUCCEEDED" || status in FAILED_ENDS) return { done: true, value: operation };
    return { done: false, doing: status.toLowerCase().replaceAll("_", " ") };
  });
  if (!end || end.Status === "SUCCEEDED") return;
  const lines = await readLastLines(service, end.StartedAt, call, sensitive);
  const status = end.Status!;
  throw new OperationFailed(`${what} ${FAILED_ENDS[status]} (operation ${operationId}, ${status}).\n${lines}`, status);
}

/** For an operation whose id nobody told: the end of whatever runs on the service. */
async function followStatus(what: string, service: Service, call: Call, sensitive: Logged): Promise<void> {
  const { Status } = (await findIdleService(service.ServiceArn!, call)) ?? {};
  if (!Status?.endsWith("_FAILED")) return;
  const lines = await readLastLines(service, service.CreatedAt, call, sensitive);
  throw new OperationFailed(`${what} failed (${Status}).\n${lines}`, "FAILED");
}

/** What was done to a service last; undefined for a service that nothing is known of. The list begins with the newest. */
export async function findLastOperation(serviceArn: string, call: Call): Promise<OperationSummary | undefined> {
  const operations = listAll(
    (NextToken) => call.api.call("ListOperations", { ServiceArn: serviceArn, NextToken }, call),
    (page) => page.OperationSummaryList,
  );
  for await (const newest of operations) return newest;
  return undefined;
}

/** An operation of a service by its id. Reads pages until the operation is there; an operation that is not listed yet is about to be. */
export async function findOperation(
  serviceArn: string,
  operationId: string,
  call: Call,
): Promise<OperationSummary | "service is gone" | undefined> {
  let NextToken: string | undefined;
  try {
    do {
      const page = await call.api.call("ListOperations", { ServiceArn: serviceArn, NextToken }, call);
      const found = page.OperationSummaryList?.find((operation) => operation.Id === operationId);
      if (found) return found;
      NextToken = page.NextToken;
    } while (NextToken);
    return undefined;
  } catch (error) {
    if (isApiError(error, "ResourceNotFoundException")) return "service is gone";
    throw error;
  }
}
