import type { OperationSummary } from "@aws-sdk/client-apprunner";
import type { Lookup } from "../core/lookup";
import { listAll } from "../core/pages";
import { block, choice, list, ownWhole, text } from "../core/property";
import type { Properties } from "../core/resource";

/** As many as most questions are about; all of a long history would be many pages. */
const DEFAULT_LIMIT = 100;

export const listOperations: Lookup = {
  name: "listOperations",
  inputs: block(
    "ListOperationsRequest",
    { doc: "What was done to a service, newest first: deployments, updates, pauses and how they ended." },
    {
      serviceArn: text("AppRunnerResourceArn", { doc: "ARN of the service." }),
      limit: ownWhole({
        doc: "How many there are at most in the answer.",
        default: DEFAULT_LIMIT,
        least: 1,
      }).optional(),
    },
  ),
  outputs: block(
    "ListOperationsResponse",
    { doc: "A service's operations." },
    {
      operations: list(
        "OperationSummaryList",
        { doc: "The operations, newest first." },
        block(
          "OperationSummary",
          { doc: "One operation." },
          {
            id: text("UUID", { doc: "Id of the operation." }),
            type: choice("OperationType", { doc: "What was asked for." }),
            status: choice("OperationStatus", { doc: "How it ended, or how far it is." }),
            targetArn: text("AppRunnerResourceArn", { doc: "ARN of the service." }).optional(),
            startedAt: text("Timestamp", { doc: "When it began, as ISO 8601." }).optional(),
            endedAt: text("Timestamp", { doc: "When it ended, as ISO 8601." }).optional(),
            updatedAt: text("Timestamp", { doc: "When it last changed, as ISO 8601." }).optional(),
          },
        ),
      ),
    },
  ),
  async run({ serviceArn, limit = DEFAULT_LIMIT }, call) {
    const operations: Properties[] = [];
    const all = listAll(
      (NextToken) => call.api.call("ListOperations", { ServiceArn: serviceArn as string, NextToken }, call),
      (page) => page.OperationSummaryList,
    );
    for await (const operation of all) {
      if (operations.length >= (limit as number)) break;
      operations.push(describeOperation(operation));
    }
    return { operations };
  },
};

function describeOperation(operation: OperationSummary): Properties {
  const { Id, Type, Status, TargetArn, StartedAt, EndedAt, UpdatedAt } = operation;
  return {
    id: Id,
    type: Type,
    status: Status,
    ...(TargetArn && { targetArn: TargetArn }),
    ...(StartedAt && { startedAt: StartedAt.toISOString() }),
    ...(EndedAt && { endedAt: EndedAt.toISOString() }),
    ...(UpdatedAt && { updatedAt: UpdatedAt.toISOString() }),
  };
}
