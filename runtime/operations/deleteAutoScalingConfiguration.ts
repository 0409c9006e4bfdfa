import type {
  DeleteAutoScalingConfigurationRequest,
  DeleteAutoScalingConfigurationResponse,
} from "@aws-sdk/client-apprunner";
import { invalidRequest } from "../model/apiError";
import type { AutoScalingConfigurationRow } from "../state/autoScalingConfigurations";
import { requireAutoScaling } from "./configuration/require";
import { describeAutoScaling } from "./configuration/shape";
import type { Operation, OperationContext } from "./context";

/** Deletes one revision, the latest of a name, or all of a name; none of them may be in use or the region's default. */
export const deleteAutoScalingConfiguration: Operation<
  DeleteAutoScalingConfigurationRequest,
  DeleteAutoScalingConfigurationResponse
> = (input, context) => {
  const { state, region } = context;
  return state.transaction(() => {
    const row = requireAutoScaling(context, input.AutoScalingConfigurationArn!);
    if (row.status === "inactive") {
      throw invalidRequest("The auto scaling configuration you specified has been deleted");
    }
    const doomed = input.DeleteAllRevisions ? state.autoScalingConfigurations.listOfName(region, row.name) : [row];
    for (const revision of doomed) checkUnused(context, revision);
    const at = context.now().getTime();
    for (const revision of doomed) {
      state.autoScalingConfigurations.markDeleted(revision.arn, at);
      state.tags.removeOfResource(revision.arn);
    }
    return {
      AutoScalingConfiguration: describeAutoScaling(state, state.autoScalingConfigurations.find(row.arn)!),
    };
  });
};

function checkUnused({ state }: OperationContext, row: AutoScalingConfigurationRow): void {
  if (row.isDefault) {
    throw invalidRequest(
      "You can't delete a reserved auto scaling configuration. It's the default of the region: " +
        `make another one the default first. ARN: '${row.arn}'`,
    );
  }
  if (state.references.isHeld("autoScalingConfiguration", row.arn)) {
    throw invalidRequest(
      "You can't delete the auto scaling configuration. It's used by one or more services. " +
        `Update or delete these services first. ARN: '${row.arn}'`,
    );
  }
}
