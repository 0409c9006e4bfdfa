import { invalidState } from "../model/apiError";
import type { ServiceConfiguration } from "../model/service";
import { beginOperation } from "../operations/service/begin";
import { findLiveService, requireStatus } from "../operations/service/find";
import type { VersionRow } from "../state/versions";
import type { LocalContext, LocalOperation } from "./operation";

/**
 * Starts the version that ran before the one that runs, from its kept image and with the secrets it was deployed with, as a
 * START_DEPLOYMENT. What a version is made of goes back with it (source, instance size, health check); what stands around it (scaling,
 * network, domains, whether deployments are automatic) stays as it is.
 */
export const rollbackService: LocalOperation<"RollbackService"> = {
  errors: [
    "InvalidRequestException",
    "InvalidStateException",
    "ResourceNotFoundException",
    "InternalServiceErrorException",
  ],
  run({ ServiceArn = "" }, context) {
    const { state } = context;
    const begun = state.transaction(() => {
      const service = findLiveService(context, ServiceArn);
      requireStatus(context, service, "deployed");
      const previous = findPrevious(context, service.arn, service.activeVersion);
      if (!previous) {
        throw invalidState(
          `Service ${service.name} has no previous version to go back to: the one that runs is the only one that was deployed and is kept.`,
        );
      }
      const configuration = goBack(service.configuration, previous.configuration);
      const chosen = { version: previous.id };
      const { OperationId } = beginOperation(context, service.arn, "START_DEPLOYMENT", {
        deploys: true,
        configuration,
        chosen,
      });
      return { OperationId, SourceRevision: previous.sourceRevision ?? previous.image! };
    });
    context.enqueue(ServiceArn);
    return begun;
  },
};

/** Versions are kept only after they have served: the newest of the others is the one before. */
function findPrevious(
  { state }: LocalContext,
  serviceArn: string,
  activeVersion: string | undefined,
): VersionRow | undefined {
  return state.versions.listOfService(serviceArn).find(({ id, image }) => id !== activeVersion && image !== undefined);
}

function goBack(now: ServiceConfiguration, before: ServiceConfiguration): ServiceConfiguration {
  const { SourceConfiguration: source, InstanceConfiguration, HealthCheckConfiguration } = before;
  // An image of ECR Public cannot be deployed automatically.
  const isPublic = source.ImageRepository?.ImageRepositoryType === "ECR_PUBLIC";
  const AutoDeploymentsEnabled = !isPublic && now.SourceConfiguration.AutoDeploymentsEnabled;
  return {
    ...now,
    SourceConfiguration: { ...source, AutoDeploymentsEnabled },
    InstanceConfiguration,
    HealthCheckConfiguration,
  };
}
