import type {
  EncryptionConfiguration,
  HealthCheckConfiguration,
  InstanceConfiguration,
  NetworkConfiguration,
  ServiceObservabilityConfiguration,
  SourceConfiguration,
} from "@aws-sdk/client-apprunner";

/** Source: API shape ServiceStatus. */
export type ServiceStatus =
  | "CREATE_FAILED"
  | "RUNNING"
  | "DELETED"
  | "DELETE_FAILED"
  | "PAUSED"
  | "OPERATION_IN_PROGRESS";

/**
 * What a user asked a service to be, in the API's own shapes with every default filled in (CreateService and UpdateService fill
 * them), so that a version can be run from this alone.
 */
export interface ServiceConfiguration {
  SourceConfiguration: SourceConfiguration;
  InstanceConfiguration: InstanceConfiguration;
  HealthCheckConfiguration: HealthCheckConfiguration;
  NetworkConfiguration: NetworkConfiguration;
  ObservabilityConfiguration?: ServiceObservabilityConfiguration;
  EncryptionConfiguration?: EncryptionConfiguration;
  AutoScalingConfigurationArn: string;
}
