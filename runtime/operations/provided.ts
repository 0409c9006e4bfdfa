import { DEFAULT_SCALING } from "../../api/scaling";
import { formatArn } from "../model/arn";
import { PROVIDED_CONFIGURATION } from "../model/autoScalingConfiguration";
import type { OperationContext } from "./context";

/**
 * Gives a region, the first time it is spoken of, what every account has there from the start: the auto scaling configuration that
 * is the default, and the observability configuration with X-Ray. Every operation that looks at configurations calls it first.
 */
export function provideConfigurations({ state, region, account, now }: OperationContext): void {
  if (state.settings.isRegionPrepared(region)) return;
  state.transaction(() => {
    const { name, revision, id } = PROVIDED_CONFIGURATION;
    const createdAt = now().getTime();
    const arn = formatArn({ kind: "autoscalingconfiguration", region, account, name, revision, id });
    state.autoScalingConfigurations.insert({ arn, region, name, revision, id, ...DEFAULT_SCALING, createdAt });
    state.autoScalingConfigurations.setDefault(region, arn);
    state.observabilityConfigurations.insert({
      arn: formatArn({ kind: "observabilityconfiguration", region, account, name, revision, id }),
      region,
      name,
      revision,
      id,
      tracingVendor: "AWSXRAY",
      createdAt,
    });
    state.settings.markRegionPrepared(region);
  });
}
