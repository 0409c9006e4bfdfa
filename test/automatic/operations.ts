import { ListOperationsCommand, type OperationSummary } from "@aws-sdk/client-apprunner";
import type { LocalClient } from "../support/localService";
import { waitFor } from "../support/waitFor";

/** Every operation of a service, newest first, once none of them runs. */
export function endedOperations(client: LocalClient, serviceArn: string): Promise<OperationSummary[]> {
  return waitFor("the end of every operation", async () => {
    const { OperationSummaryList = [] } = await client.send(new ListOperationsCommand({ ServiceArn: serviceArn }));
    return OperationSummaryList.every(({ EndedAt }) => EndedAt !== undefined) ? OperationSummaryList : undefined;
  });
}

/** The newest operation of a service, once there are so many and all have ended. */
export function settledAt(client: LocalClient, serviceArn: string, count: number): Promise<OperationSummary> {
  return waitFor(`operation ${count}`, async () => {
    const operations = await endedOperations(client, serviceArn);
    return operations.length >= count ? operations[0] : undefined;
  });
}
