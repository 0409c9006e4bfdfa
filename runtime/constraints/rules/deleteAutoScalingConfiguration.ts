import type { DeleteAutoScalingConfigurationRequest } from "@aws-sdk/client-apprunner";
import { invalidRequest } from "../../model/apiError";

/** All revisions are deleted by the name alone. Recorded from App Runner word for word. */
export function deleteAutoScalingConfiguration(input: DeleteAutoScalingConfigurationRequest): void {
  const parts = input.AutoScalingConfigurationArn!.split(":").slice(5).join(":").split("/");
  if (input.DeleteAllRevisions && parts.length > 2) {
    throw invalidRequest(
      "You cannot specify full auto scaling configuration ARN and DeleteAllRevisions as true at same time",
    );
  }
}
