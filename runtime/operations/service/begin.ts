import type { Service } from "@aws-sdk/client-apprunner";
import { newOperationId } from "../../model/identifiers";
import type { OperationType } from "../../model/operation";
import type { ServiceConfiguration } from "../../model/service";
import type { ChosenRevision } from "../../state/operations";
import type { OperationContext } from "../context";
import { describeService } from "./shape";

export interface Begun {
  Service: Service;
  OperationId: string;
}

/**
 * Writes down that an operation is to be carried out on a service, takes the service's status for it, and wakes the reconciler.
 * `configuration` is the new one of an update; the former is kept for a rollback. `chosen` is what a deployment deploys in place of the
 * newest revision. The caller has checked the status; call inside
 * the same transaction as that check.
 */
export function beginOperation(
  context: OperationContext,
  serviceArn: string,
  type: OperationType,
  {
    deploys,
    configuration,
    chosen,
  }: { deploys: boolean; configuration?: ServiceConfiguration; chosen?: ChosenRevision },
): Begun {
  const { state } = context;
  const at = context.now().getTime();
  const id = newOperationId();
  const previousConfiguration = configuration && state.services.find(serviceArn)?.configuration;
  state.operations.insert({ id, serviceArn, type, deploys, previousConfiguration, chosen, at });
  if (configuration) state.services.setConfiguration(serviceArn, configuration, at);
  state.services.setStatus(serviceArn, "OPERATION_IN_PROGRESS", at);
  return { Service: describeService(context, state.services.find(serviceArn)!), OperationId: id };
}
