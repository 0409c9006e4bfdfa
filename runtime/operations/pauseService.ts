import type { PauseServiceRequest, PauseServiceResponse } from "@aws-sdk/client-apprunner";
import type { Operation } from "./context";
import { changeService } from "./service/change";

/** Takes a running service's instances away; its version is kept. */
export const pauseService: Operation<PauseServiceRequest, PauseServiceResponse> = (input, context) =>
  changeService(context, input.ServiceArn!, "paused", { type: "PAUSE_SERVICE", deploys: false });
