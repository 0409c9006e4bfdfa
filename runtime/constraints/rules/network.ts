import type { NetworkConfiguration, ServiceObservabilityConfiguration } from "@aws-sdk/client-apprunner";
import { invalidRequest } from "../../model/apiError";

/** A VPC connector goes with EgressType VPC, and only with it. Source: API reference, EgressConfiguration. */
export function checkNetwork(configuration: NetworkConfiguration | undefined): void {
  const egress = configuration?.EgressConfiguration;
  if (!egress) return;
  const isVpc = egress.EgressType === "VPC";
  if (isVpc && !egress.VpcConnectorArn) {
    throw invalidRequest("EgressConfiguration must have a VpcConnectorArn when EgressType is VPC.");
  }
  if (!isVpc && egress.VpcConnectorArn) {
    throw invalidRequest("EgressConfiguration can have a VpcConnectorArn only when EgressType is VPC.");
  }
}

/** An observability configuration is named when observability is enabled, and only then. Source: API reference. */
export function checkObservability(configuration: ServiceObservabilityConfiguration | undefined): void {
  if (!configuration) return;
  const { ObservabilityEnabled: isEnabled, ObservabilityConfigurationArn: arn } = configuration;
  if (isEnabled && !arn) {
    throw invalidRequest(
      "ObservabilityConfiguration must have an ObservabilityConfigurationArn when ObservabilityEnabled is true.",
    );
  }
  if (!isEnabled && arn) {
    throw invalidRequest(
      "ObservabilityConfiguration can have an ObservabilityConfigurationArn only when ObservabilityEnabled is true.",
    );
  }
}
