import type { OperationStatus, OperationSummary } from "@aws-sdk/client-apprunner";
import type { Client } from "../../provider/client";
import type { Clock } from "../clock";
import { CommandFailure } from "../failure";

/** An operation that has just been started may be missing from the list for a moment. */
const APPEAR_MS = 30_000;

/** Source: API shape OperationStatus. Everything else is still going on. */
const ENDED: ReadonlySet<OperationStatus> = new Set(["SUCCEEDED", "FAILED", "ROLLBACK_SUCCEEDED", "ROLLBACK_FAILED"]);

/**
 * Follows one operation of a service, by its id in ListOperations, to its true end, whatever that is; a service's own status
 * does not tell a rolled-back deployment from a good one. `onLook` runs after every look.
 */
export async function followOperation(
  { client, clock, pollMs, signal }: { client: Client; clock: Clock; pollMs: number; signal?: AbortSignal },
  { serviceArn, operationId }: { serviceArn: string; operationId: string },
  onLook: (status: OperationStatus | undefined) => Promise<void>,
): Promise<OperationStatus> {
  const giveUpAt = clock.now() + APPEAR_MS;
  for (;;) {
    const status = (await findOperation(client, serviceArn, operationId))?.Status;
    await onLook(status);
    if (status !== undefined && ENDED.has(status)) return status;
    if (status === undefined && clock.now() > giveUpAt) {
      throw new CommandFailure(`The operation ${operationId} of ${serviceArn} does not appear in ListOperations.`);
    }
    await clock.sleep(pollMs, signal);
  }
}

async function findOperation(client: Client, serviceArn: string, id: string): Promise<OperationSummary | undefined> {
  let nextToken: string | undefined;
  do {
    const page = await client.call("ListOperations", { ServiceArn: serviceArn, NextToken: nextToken });
    const found = page.OperationSummaryList?.find((operation) => operation.Id === id);
    if (found !== undefined) return found;
    nextToken = page.NextToken;
  } while (nextToken);
  return undefined;
}
