import type { Service } from "@aws-sdk/client-apprunner";
import type { Call } from "../../core/resource";
import { beginOperation } from "./begin";
import type { Logged } from "./logLines";
import { followOperation } from "./operation";

/** Deploys the newest commit or image with the configuration as it is, to its true end; answers the operation's id. */
export async function deploy(live: Service, call: Call, sensitive: Logged): Promise<string> {
  const what = `the deployment of service ${live.ServiceName}`;
  const operationId = await beginDeployment(live, call);
  await followOperation(what, live, operationId, call, sensitive);
  return operationId;
}

/** Begins it and answers the operation's id. */
export async function beginDeployment({ ServiceName, ServiceArn }: Service, call: Call): Promise<string> {
  const { OperationId } = await beginOperation(`the deployment of service ${ServiceName}`, ServiceArn!, call, {
    type: "START_DEPLOYMENT",
    send: () => call.api.call("StartDeployment", { ServiceArn: ServiceArn! }, call),
  });
  return OperationId!;
}
