import type { ResumeServiceRequest, ResumeServiceResponse } from "@aws-sdk/client-apprunner";
import type { Operation } from "./context";
import { changeService } from "./service/change";

/** Runs a paused service again, with the version that it was paused with. */
export const resumeService: Operation<ResumeServiceRequest, ResumeServiceResponse> = (input, context) =>
  changeService(context, input.ServiceArn!, "resumed", { type: "RESUME_SERVICE", deploys: false });
