import type { Service } from "@aws-sdk/client-apprunner";
import type { Call } from "../../core/resource";
import { retryWhile } from "../../core/retry";
import { BUSY_MS, isBusy } from "./busy";
import { findIdleService } from "./find";
import type { Logged } from "./logLines";
import { followOperation } from "./operation";

/** Deploys the newest commit or image with the configuration as it is, to its true end; answers the operation's id. */
export async function deploy(live: Service, call: Call, sensitive: Logged): Promise<string> {
  const what = `the deployment of service ${live.ServiceName}`;
  const { OperationId } = await retryWhile(what, call, BUSY_MS, isBusy, async () => {
    await findIdleService(live.ServiceArn!, call);
    return call.api.call("StartDeployment", { ServiceArn: live.ServiceArn! }, call);
  });
  await followOperation(what, live, OperationId, call, sensitive);
  return OperationId!;
}
