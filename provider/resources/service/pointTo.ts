import type { Call } from "../../core/resource";
import { findIdleService } from "./find";
import { send } from "./send";

/** Points a service to a revision of an auto scaling configuration and waits for it; nothing happens when it uses it already. */
export async function pointToConfiguration(serviceArn: string, configurationArn: string, call: Call): Promise<void> {
  const live = await findIdleService(serviceArn, call);
  if (!live || live.AutoScalingConfigurationSummary?.AutoScalingConfigurationArn === configurationArn) return;
  await send(live, { autoScalingConfigurationArn: configurationArn }, call, {});
}

/** Points a traced service to a revision of an observability configuration, which deploys it; nothing happens when it uses it already. */
export async function pointToObservability(serviceArn: string, configurationArn: string, call: Call): Promise<void> {
  const live = await findIdleService(serviceArn, call);
  const now = live?.ObservabilityConfiguration;
  if (!now || now.ObservabilityConfigurationArn === configurationArn) return;
  const observabilityEnabled = now.ObservabilityEnabled ?? false;
  const wanted = {
    observabilityConfiguration: { observabilityEnabled, observabilityConfigurationArn: configurationArn },
  };
  await send(live, wanted, call, {});
}
