import type { OperationSummary } from "@aws-sdk/client-apprunner";
import type { Call, Created, Lifecycle, Properties } from "../../core/resource";
import { deploy } from "../service/deploy";
import { findIdleService, findService, serviceNameOf } from "../service/find";
import { findOperation } from "../service/operation";

export const lifecycle: Lifecycle = { create, read, update: async (_id, olds) => olds, delete: async () => {} };

/** Fails when the deployment does: nothing is kept then, so that the next update deploys again. */
async function create(inputs: Properties, call: Call): Promise<Created> {
  const serviceArn = inputs.serviceArn as string;
  const service = await findIdleService(serviceArn, call);
  if (!service)
    throw new Error(`service ${serviceNameOf(serviceArn)} (${serviceArn}) does not exist: there is nothing to deploy`);
  const operationId = await deploy(service, call, {});
  const operation = await findOperation(serviceArn, operationId, call);
  const ended = operation === "service is gone" ? undefined : operation;
  return { id: `${operationId},${serviceArn}`, outputs: outputsOf(operationId, ended, inputs) };
}

/** An old operation may have left App Runner's list: as long as the service is there, the deployment has been. */
async function read(id: string, outputs: Properties, call: Call): Promise<Created | undefined> {
  const [operationId, serviceArn] = id.split(",");
  if (!operationId || !serviceArn) throw new Error(`"${id}" is no id of a deployment: operationId,serviceArn`);
  if (!(await findService(serviceArn, call))) return undefined;
  const operation = await findOperation(serviceArn, operationId, call);
  if (operation === "service is gone") return undefined;
  if (!operation && outputs.operationId === undefined) return undefined;
  return { id, outputs: { ...outputs, ...outputsOf(operationId, operation, { ...outputs, serviceArn }) } };
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
