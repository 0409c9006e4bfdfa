import type { StartDeploymentRequest, StartDeploymentResponse } from "@aws-sdk/client-apprunner";
import { invalidRequest } from "../model/apiError";
import type { Operation } from "./context";
import { changeService } from "./service/change";

/** Deploys the newest commit or image of a running service. The API declares no InvalidStateException for it. */
export const startDeployment: Operation<StartDeploymentRequest, StartDeploymentResponse> = (input, context) => {
  const kind = { type: "START_DEPLOYMENT", deploys: true } as const;
  const { OperationId } = changeService(context, input.ServiceArn!, "deployed", kind, invalidRequest);
  return { OperationId };
};
