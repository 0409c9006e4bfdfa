import type {
  EgressConfiguration,
  ServiceObservabilityConfiguration,
  SourceConfiguration,
} from "@aws-sdk/client-apprunner";
import { needsConnection } from "../../constraints/localExtension";
import { invalidRequest } from "../../model/apiError";
import type { ServiceConfiguration } from "../../model/service";
import { findAutoScaling, findObservability, invalidConfigurationArn } from "../configuration/find";
import { findConnection } from "../connection/find";
import type { OperationContext } from "../context";
import { requireVpcConnector } from "../network/find";
import { provideConfigurations } from "../provided";

/**
 * Checks what a configuration refers to and puts the full ARN of an active resource where a partial one, or none, was given: a
 * service stays on the revision that was the latest when it was configured.
 * Throws InvalidRequestException for a resource that is not there, was deleted, or cannot be used yet.
 */
export function resolveReferences(
  context: OperationContext,
  configuration: Omit<ServiceConfiguration, "AutoScalingConfigurationArn"> & { AutoScalingConfigurationArn?: string },
): ServiceConfiguration {
  const { NetworkConfiguration: network } = configuration;
  if (network.EgressConfiguration) checkEgress(context, network.EgressConfiguration);
  return {
    ...configuration,
    SourceConfiguration: resolveConnection(context, configuration.SourceConfiguration),
    ObservabilityConfiguration: resolveObservability(context, configuration.ObservabilityConfiguration),
    AutoScalingConfigurationArn: resolveAutoScaling(context, configuration.AutoScalingConfigurationArn),
  };
}

function resolveAutoScaling(context: OperationContext, arn: string | undefined): string {
  provideConfigurations(context);
  if (arn === undefined) return context.state.autoScalingConfigurations.findDefault(context.region)!.arn;
  const row = findAutoScaling(context, arn);
  if (row?.status !== "active") throw invalidConfigurationArn("auto scaling configuration", arn);
  return row.arn;
}

function resolveObservability(
  context: OperationContext,
  configuration: ServiceObservabilityConfiguration | undefined,
): ServiceObservabilityConfiguration | undefined {
  if (!configuration?.ObservabilityEnabled) return configuration;
  const arn = configuration.ObservabilityConfigurationArn!;
  const row = findObservability(context, arn);
  if (!row || row.deletedAt !== undefined) throw invalidConfigurationArn("observability configuration", arn);
  return { ...configuration, ObservabilityConfigurationArn: row.arn };
}

/** Repositories that are reached through a connection need a connection that is through its handshake; others may name one all the same. */
function resolveConnection(context: OperationContext, source: SourceConfiguration): SourceConfiguration {
  const arn = source.AuthenticationConfiguration?.ConnectionArn;
  if (arn === undefined) return source;
  const connection = findConnection(context, arn, invalidRequest);
  const url = source.CodeRepository?.RepositoryUrl;
  if (url !== undefined && needsConnection(url) && connection.status !== "AVAILABLE") {
    throw invalidRequest(
      `The connection must be AVAILABLE to be used by a service. Complete its handshake with ${connection.providerType} first ` +
        `(here: npx apprunner connect ${connection.name}). Current status: ${connection.status}. ARN: '${connection.arn}'`,
    );
  }
  return {
    ...source,
    AuthenticationConfiguration: { ...source.AuthenticationConfiguration, ConnectionArn: connection.arn },
  };
}

function checkEgress(context: OperationContext, { EgressType, VpcConnectorArn }: EgressConfiguration): void {
  if (EgressType === "VPC" && VpcConnectorArn !== undefined)
    requireVpcConnector(context, VpcConnectorArn, invalidRequest);
}
