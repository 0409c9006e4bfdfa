import { invalidRequest } from "../model/apiError";
import { changeService } from "../operations/service/change";
import { findLiveService } from "../operations/service/find";
import type { LocalOperation } from "./operation";

/**
 * Deploys one commit of a service's own repository on this machine, wherever its branch is, as a START_DEPLOYMENT. The commit must be at
 * the tip of a reference, or the repository does not give it away. What `apprunner dev` is made of.
 */
export const deployCommit: LocalOperation<"DeployCommit"> = {
  errors: [
    "InvalidRequestException",
    "InvalidStateException",
    "ResourceNotFoundException",
    "InternalServiceErrorException",
  ],
  run({ ServiceArn = "", Commit }, context) {
    if (!/^(?:[0-9a-f]{40}|[0-9a-f]{64})$/.test(Commit)) {
      throw invalidRequest("The Commit isn't valid: it must be a whole commit id, 40 or 64 hex digits.");
    }
    const { name, configuration } = findLiveService(context, ServiceArn);
    if (!configuration.SourceConfiguration.CodeRepository?.RepositoryUrl?.startsWith("file:")) {
      throw invalidRequest(`Service ${name} isn't deployed from a code repository on this machine (file://).`);
    }
    const { OperationId } = changeService(context, ServiceArn, "deployed", {
      type: "START_DEPLOYMENT",
      deploys: true,
      chosen: { commit: Commit },
    });
    return { OperationId };
  },
};
