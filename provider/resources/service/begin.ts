import type { OperationSummary, OperationType } from "@aws-sdk/client-apprunner";
import { type AppRunnerOutput, isApiError } from "../../core/api";
import { type Attempt, once } from "../../core/once";
import { listAll } from "../../core/pages";
import type { Call } from "../../core/resource";
import { retryWhile } from "../../core/retry";
import { BUSY_MS, isBusy } from "./busy";
import { findIdleService } from "./find";

/** An operation that was begun. No id: there is nothing to follow. */
export interface Begun {
  OperationId?: string;
  /** Found after a lost answer: somebody else may have begun it at the same time. */
  adopted?: boolean;
}

/** A write that begins an operation of a service. */
export interface Beginning {
  type: OperationType;
  send(): Promise<Begun>;
  /** Whether the service is already what the operation makes of it; asked when no such operation is to be seen. */
  isDone?(): Promise<boolean>;
}

/**
 * Begins an operation once no other runs on the service, whoever began that: App Runner has one at a time. When the answer was lost,
 * the operation that was begun is found among the service's, so that nothing is begun twice.
 */
export function beginOperation(what: string, serviceArn: string, call: Call, beginning: Beginning): Promise<Begun> {
  const { type, send, isDone } = beginning;
  return retryWhile(what, call, BUSY_MS, isBusy, async () => {
    const idle = await findIdleService(serviceArn, call);
    if (!idle) throw new Error(`${what}: the service was deleted meanwhile`);
    return once<Begun>(what, call, {
      send,
      idOf: ({ OperationId }) => OperationId,
      find: async (attempt) => {
        const begun = await findBegun(type, serviceArn, attempt, call);
        if (begun) return { OperationId: begun.Id, adopted: true };
        return (await isDone?.()) ? { adopted: true } : undefined;
      },
    });
  });
}

/** The newest operation of a type that was begun with the attempt; undefined for none, or no service any more. */
export async function findBegun(
  type: OperationType,
  serviceArn: string,
  attempt: Attempt,
  call: Call,
): Promise<OperationSummary | undefined> {
  const all = listAll<AppRunnerOutput<"ListOperations">, OperationSummary>(
    (NextToken) => call.api.call("ListOperations", { ServiceArn: serviceArn, NextToken }, call),
    (page) => page.OperationSummaryList,
  );
  try {
    for await (const one of all) if (one.Type === type && attempt.mayHaveMade(one.Id, one.StartedAt)) return one;
  } catch (error) {
    if (!isApiError(error, "ResourceNotFoundException")) throw error;
  }
  return undefined;
}
