import type { OperationSummary, Service } from "@aws-sdk/client-apprunner";
import { messageOf, PartialFailure } from "../../core/failure";
import type { Call, Created, Lifecycle, Properties } from "../../core/resource";
import { beginDeployment } from "../service/deploy";
import { findIdleService, findService, serviceNameOf } from "../service/find";
import { findOperation, followOperation, OperationFailed } from "../service/operation";

export const lifecycle: Lifecycle = { create, read, update, delete: async () => {} };

/**
 * Fails when the deployment does: nothing is kept then, so that the next update deploys again. One whose end was not waited for is kept,
 * and the next update goes on with it.
 */
async function create(inputs: Properties, call: Call): Promise<Created> {
  const service = await requireService(inputs.serviceArn as string, call);
  const operationId = await beginDeployment(service, call);
  const id = `${operationId},${inputs.serviceArn}`;
  try {
    return { id, outputs: await follow(operationId, service, inputs, call) };
  } catch (error) {
    if (error instanceof OperationFailed) throw error;
    const outputs = outputsOf(operationId, { Status: "IN_PROGRESS" }, inputs);
    throw new PartialFailure(messageOf(error), id, outputs, { cause: error });
  }
}

/** Nothing of it changes in place; an update only brings one to its end that was not waited for, or deploys again if that failed. */
async function update(id: string, olds: Properties, news: Properties, call: Call): Promise<Properties> {
  if (olds.status === "SUCCEEDED") return olds;
  const { operationId, serviceArn } = placeOf(id, olds);
  const service = await requireService(serviceArn, call);
  const operation = await findOperation(serviceArn, operationId, call);
  const succeeded = operation !== "service is gone" && operation?.Status === "SUCCEEDED";
  return follow(succeeded ? operationId : await beginDeployment(service, call), service, news, call);
}

/** An old operation may have left App Runner's list: as long as the service is there, the deployment has been. */
async function read(id: string, outputs: Properties, call: Call): Promise<Created | undefined> {
  const { operationId, serviceArn } = placeOf(id, outputs);
  if (!(await findService(serviceArn, call))) return undefined;
  const operation = await findOperation(serviceArn, operationId, call);
  if (operation === "service is gone") return undefined;
  if (!operation && outputs.operationId === undefined) return undefined;
  return { id, outputs: { ...outputs, ...outputsOf(operationId, operation, { ...outputs, serviceArn }) } };
}

/** The service once nothing runs on it. */
async function requireService(serviceArn: string, call: Call): Promise<Service> {
  const service = await findIdleService(serviceArn, call);
  if (service) return service;
  throw new Error(`service ${serviceNameOf(serviceArn)} (${serviceArn}) does not exist: there is nothing to deploy`);
}

async function follow(operationId: string, service: Service, said: Properties, call: Call): Promise<Properties> {
  await followOperation(`the deployment of service ${service.ServiceName}`, service, operationId, call, {});
  const operation = await findOperation(service.ServiceArn!, operationId, call);
  return outputsOf(operationId, operation === "service is gone" ? undefined : operation, said);
}

/** `operationId,serviceArn`; the outputs know a later operation of one that was deployed again. */
function placeOf(id: string, outputs: Properties): { operationId: string; serviceArn: string } {
  const [first, serviceArn] = id.split(",");
  if (!first || !serviceArn) throw new Error(`"${id}" is no id of a deployment: operationId,serviceArn`);
  return { operationId: (outputs.operationId as string | undefined) ?? first, serviceArn };
}

function outputsOf(operationId: string, operation: OperationSummary | undefined, said: Properties): Properties {
  return {
    serviceArn: said.serviceArn,
    ...(said.triggers !== undefined && { triggers: said.triggers }),
    operationId,
    status: operation?.Status ?? said.status ?? "SUCCEEDED",
    ...(operation?.StartedAt && { startedAt: operation.StartedAt.toISOString() }),
    ...(operation?.EndedAt && { endedAt: operation.EndedAt.toISOString() }),
  };
}
