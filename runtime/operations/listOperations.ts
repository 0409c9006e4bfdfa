import type { ListOperationsRequest, ListOperationsResponse, OperationSummary } from "@aws-sdk/client-apprunner";
import type { OperationRow } from "../state/operations";
import type { Operation } from "./context";
import { openPage } from "./page/page";
import { findService } from "./service/find";

/** Operations of a service, deleted ones included, newest first. */
export const listOperations: Operation<ListOperationsRequest, ListOperationsResponse> = (input, context) => {
  const { arn } = findService(context, input.ServiceArn!);
  const page = openPage(context, "ListOperations", input, { arn });
  const before = page.after ?? Number.MAX_SAFE_INTEGER;
  const { rows, NextToken } = page.cut(context.state.operations.listOfService(arn, before, page.limit));
  return { OperationSummaryList: rows.map(summarizeOperation), NextToken };
};

function summarizeOperation(row: OperationRow): OperationSummary {
  return {
    Id: row.id,
    Type: row.type,
    Status: row.status,
    TargetArn: row.serviceArn,
    StartedAt: new Date(row.startedAt),
    EndedAt: row.endedAt === undefined ? undefined : new Date(row.endedAt),
    UpdatedAt: new Date(row.updatedAt),
  };
}
