import { PROVIDED_CONFIGURATION } from "../../model/autoScalingConfiguration";
import type { OperationContext } from "../context";
import { checkQuota } from "../quota";

/**
 * Checks that a name may have one more revision, or that the region may have one more name. What App Runner provides does not count:
 * the quotas are of configurations "that you create".
 */
export function checkRevisionQuota(
  context: OperationContext,
  quota: "autoScalingConfigurations" | "observabilityConfigurations",
  revisionsOfName: readonly { id: string }[],
  countNames: () => number,
): void {
  const own = revisionsOfName.filter(({ id }) => id !== PROVIDED_CONFIGURATION.id).length;
  if (own === 0) checkQuota(context, quota, countNames());
  else {
    checkQuota(
      context,
      quota === "autoScalingConfigurations"
        ? "autoScalingConfigurationRevisions"
        : "observabilityConfigurationRevisions",
      own,
    );
  }
}
