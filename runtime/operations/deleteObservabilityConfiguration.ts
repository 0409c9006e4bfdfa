import type {
  DeleteObservabilityConfigurationRequest,
  DeleteObservabilityConfigurationResponse,
} from "@aws-sdk/client-apprunner";
import { invalidRequest } from "../model/apiError";
import { PROVIDED_CONFIGURATION } from "../model/autoScalingConfiguration";
import { requireObservability } from "./configuration/require";
import { describeObservability } from "./configuration/shape";
import type { Operation } from "./context";

/** Deletes one revision, or the latest of a name; not one that a service uses, nor the one that App Runner provides. */
export const deleteObservabilityConfiguration: Operation<
  DeleteObservabilityConfigurationRequest,
  DeleteObservabilityConfigurationResponse
> = (input, context) => {
  const { state } = context;
  return state.transaction(() => {
    const row = requireObservability(context, input.ObservabilityConfigurationArn!);
    if (row.deletedAt !== undefined) {
      throw invalidRequest("The observability configuration you specified has been deleted");
    }
    if (row.id === PROVIDED_CONFIGURATION.id) {
      throw invalidRequest(`You can't delete a reserved observability configuration. ARN: '${row.arn}'`);
    }
    if (state.references.isHeld("observabilityConfiguration", row.arn)) {
      throw invalidRequest(
        "You can't delete the observability configuration. It's used by one or more services. " +
          `Update or delete these services first. ARN: '${row.arn}'`,
      );
    }
    state.observabilityConfigurations.markDeleted(row.arn, context.now().getTime());
    state.tags.removeOfResource(row.arn);
    return { ObservabilityConfiguration: describeObservability(state.observabilityConfigurations.find(row.arn)!) };
  });
};
