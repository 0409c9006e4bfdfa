// Generated from provider/resources by `npm run generate`: do not edit.
import type * as pulumi from "@pulumi/pulumi";

/** What App Runner reads the source with. */
export interface AuthenticationConfiguration {
  /** ARN of the connection to the repository's provider. A code repository needs one (a local one does not). */
  connectionArn?: string;
  /** ARN of the role that pulls the image. An image in ECR needs one. */
  accessRoleArn?: string;
}

/** What App Runner reads the source with. */
export interface AuthenticationConfigurationArgs {
  /** ARN of the connection to the repository's provider. A code repository needs one (a local one does not). */
  connectionArn?: pulumi.Input<string>;
  /** ARN of the role that pulls the image. An image in ECR needs one. */
  accessRoleArn?: pulumi.Input<string>;
}

export type AutoScalingConfigurationStatus = "ACTIVE" | "INACTIVE";

/** One record to make. */
export interface CertificateValidationRecord {
  /** Name of the record. */
  name: string;
  /** Type of the record: CNAME. */
  type: string;
  /** Value of the record. */
  value: string;
  /** Whether the record was found. */
  status: CertificateValidationRecordStatus;
}

export type CertificateValidationRecordStatus = "PENDING_VALIDATION" | "SUCCESS" | "FAILED";

/** Where App Runner finds how to build and run the app. */
export interface CodeConfiguration {
  /** `REPOSITORY`: the file apprunner.yaml in the source directory. `API`: `codeConfigurationValues`. Default: `REPOSITORY`. */
  configurationSource: ConfigurationSource;
  /** How to build and run the app when `configurationSource` is `API`. */
  codeConfigurationValues?: CodeConfigurationValues;
}

/** Where App Runner finds how to build and run the app. */
export interface CodeConfigurationArgs {
  /** `REPOSITORY`: the file apprunner.yaml in the source directory. `API`: `codeConfigurationValues`. Default: `REPOSITORY`. */
  configurationSource: pulumi.Input<ConfigurationSource>;
  /** How to build and run the app when `configurationSource` is `API`. */
  codeConfigurationValues?: pulumi.Input<CodeConfigurationValuesArgs>;
}

/** How to build and run the app when `configurationSource` is `API`. */
export interface CodeConfigurationValues {
  /** The managed runtime. */
  runtime: Runtime;
  /** The command that builds the app. */
  buildCommand?: string;
  /** The command that starts the app. Left out, the image's own or apprunner.yaml's. */
  startCommand?: string;
  /** The port that the app listens to, as a string. Default: `8080`. */
  port?: string;
  /** Environment variables of the running app. Names that start with AWSAPPRUNNER are reserved. Give a secret value as a Pulumi secret, or better as `runtimeEnvironmentSecrets`. */
  runtimeEnvironmentVariables?: Record<string, string>;
  /** Environment variables whose values App Runner reads at start: names, and ARNs of Secrets Manager secrets or SSM parameters. They need `instanceConfiguration.instanceRoleArn`. */
  runtimeEnvironmentSecrets?: Record<string, string>;
}

/** How to build and run the app when `configurationSource` is `API`. */
export interface CodeConfigurationValuesArgs {
  /** The managed runtime. */
  runtime: pulumi.Input<Runtime>;
  /** The command that builds the app. */
  buildCommand?: pulumi.Input<string>;
  /** The command that starts the app. Left out, the image's own or apprunner.yaml's. */
  startCommand?: pulumi.Input<string>;
  /** The port that the app listens to, as a string. Default: `8080`. */
  port?: pulumi.Input<string>;
  /** Environment variables of the running app. Names that start with AWSAPPRUNNER are reserved. Give a secret value as a Pulumi secret, or better as `runtimeEnvironmentSecrets`. */
  runtimeEnvironmentVariables?: pulumi.Input<Record<string, pulumi.Input<string>>>;
  /** Environment variables whose values App Runner reads at start: names, and ARNs of Secrets Manager secrets or SSM parameters. They need `instanceConfiguration.instanceRoleArn`. */
  runtimeEnvironmentSecrets?: pulumi.Input<Record<string, pulumi.Input<string>>>;
}

/** Source code in a repository: App Runner builds it with a managed runtime. Exactly one of `codeRepository` and `imageRepository`. */
export interface CodeRepository {
  /** URL of the git repository. With the local target also `file:///path/of/a/repository`. */
  repositoryUrl: string;
  /** What to deploy of the repository. */
  sourceCodeVersion: SourceCodeVersion;
  /** Where App Runner finds how to build and run the app. */
  codeConfiguration?: CodeConfiguration;
  /** The folder of the repository with the app and its apprunner.yaml. Default: `/`. */
  sourceDirectory?: string;
}

/** Source code in a repository: App Runner builds it with a managed runtime. Exactly one of `codeRepository` and `imageRepository`. */
export interface CodeRepositoryArgs {
  /** URL of the git repository. With the local target also `file:///path/of/a/repository`. */
  repositoryUrl: pulumi.Input<string>;
  /** What to deploy of the repository. */
  sourceCodeVersion: pulumi.Input<SourceCodeVersionArgs>;
  /** Where App Runner finds how to build and run the app. */
  codeConfiguration?: pulumi.Input<CodeConfigurationArgs>;
  /** The folder of the repository with the app and its apprunner.yaml. Default: `/`. */
  sourceDirectory?: pulumi.Input<string>;
}

export type ConfigurationSource = "REPOSITORY" | "API";

export type ConnectionStatus = "PENDING_HANDSHAKE" | "AVAILABLE" | "ERROR" | "DELETED";

export type CustomDomainAssociationStatus =
  | "CREATING"
  | "CREATE_FAILED"
  | "ACTIVE"
  | "DELETING"
  | "DELETE_FAILED"
  | "PENDING_CERTIFICATE_DNS_VALIDATION"
  | "BINDING_CERTIFICATE";

/** Outgoing traffic. */
export interface EgressConfiguration {
  /** `DEFAULT`: the internet. `VPC`: the VPC of `vpcConnectorArn`. Default: `DEFAULT`. */
  egressType?: EgressType;
  /** ARN of the VPC connector; for `VPC` only. */
  vpcConnectorArn?: string;
}

/** Outgoing traffic. */
export interface EgressConfigurationArgs {
  /** `DEFAULT`: the internet. `VPC`: the VPC of `vpcConnectorArn`. Default: `DEFAULT`. */
  egressType?: pulumi.Input<EgressType>;
  /** ARN of the VPC connector; for `VPC` only. */
  vpcConnectorArn?: pulumi.Input<string>;
}

export type EgressType = "DEFAULT" | "VPC";

/** The key that App Runner encrypts its copy of the source with. Left out, a key of AWS's own. */
export interface EncryptionConfiguration {
  /** ARN of the KMS key (not of an alias). */
  kmsKey: string;
}

/** The key that App Runner encrypts its copy of the source with. Left out, a key of AWS's own. */
export interface EncryptionConfigurationArgs {
  /** ARN of the KMS key (not of an alias). */
  kmsKey: pulumi.Input<string>;
}

/** How App Runner finds out whether an instance is healthy. A change deploys. */
export interface HealthCheckConfiguration {
  /** `TCP`: the port accepts. `HTTP`: `path` answers 200. Default: `TCP`. */
  protocol?: HealthCheckProtocol;
  /** The path asked when `protocol` is `HTTP`. Default: `/`. */
  path?: string;
  /** Seconds between two checks. Default: `5`. */
  interval?: number;
  /** Seconds until a check has failed. Default: `2`. */
  timeout?: number;
  /** Successes in a row that make an instance healthy. Default: `1`. */
  healthyThreshold?: number;
  /** Failures in a row that make it unhealthy. Default: `5`. */
  unhealthyThreshold?: number;
}

/** How App Runner finds out whether an instance is healthy. A change deploys. */
export interface HealthCheckConfigurationArgs {
  /** `TCP`: the port accepts. `HTTP`: `path` answers 200. Default: `TCP`. */
  protocol?: pulumi.Input<HealthCheckProtocol>;
  /** The path asked when `protocol` is `HTTP`. Default: `/`. */
  path?: pulumi.Input<string>;
  /** Seconds between two checks. Default: `5`. */
  interval?: pulumi.Input<number>;
  /** Seconds until a check has failed. Default: `2`. */
  timeout?: pulumi.Input<number>;
  /** Successes in a row that make an instance healthy. Default: `1`. */
  healthyThreshold?: pulumi.Input<number>;
  /** Failures in a row that make it unhealthy. Default: `5`. */
  unhealthyThreshold?: pulumi.Input<number>;
}

export type HealthCheckProtocol = "TCP" | "HTTP";

/** How to run the image. */
export interface ImageConfiguration {
  /** The port that the app listens to, as a string. Default: `8080`. */
  port?: string;
  /** The command that starts the app. Left out, the image's own or apprunner.yaml's. */
  startCommand?: string;
  /** Environment variables of the running app. Names that start with AWSAPPRUNNER are reserved. Give a secret value as a Pulumi secret, or better as `runtimeEnvironmentSecrets`. */
  runtimeEnvironmentVariables?: Record<string, string>;
  /** Environment variables whose values App Runner reads at start: names, and ARNs of Secrets Manager secrets or SSM parameters. They need `instanceConfiguration.instanceRoleArn`. */
  runtimeEnvironmentSecrets?: Record<string, string>;
}

/** How to run the image. */
export interface ImageConfigurationArgs {
  /** The port that the app listens to, as a string. Default: `8080`. */
  port?: pulumi.Input<string>;
  /** The command that starts the app. Left out, the image's own or apprunner.yaml's. */
  startCommand?: pulumi.Input<string>;
  /** Environment variables of the running app. Names that start with AWSAPPRUNNER are reserved. Give a secret value as a Pulumi secret, or better as `runtimeEnvironmentSecrets`. */
  runtimeEnvironmentVariables?: pulumi.Input<Record<string, pulumi.Input<string>>>;
  /** Environment variables whose values App Runner reads at start: names, and ARNs of Secrets Manager secrets or SSM parameters. They need `instanceConfiguration.instanceRoleArn`. */
  runtimeEnvironmentSecrets?: pulumi.Input<Record<string, pulumi.Input<string>>>;
}

/** A container image. Exactly one of `codeRepository` and `imageRepository`. */
export interface ImageRepository {
  /** The image with its tag or digest, in Amazon ECR or ECR Public. With the local target also any image that the machine's Docker has. */
  imageIdentifier: string;
  /** `ECR` (private, needs an access role) or `ECR_PUBLIC`. */
  imageRepositoryType: ImageRepositoryType;
  /** How to run the image. */
  imageConfiguration?: ImageConfiguration;
}

/** A container image. Exactly one of `codeRepository` and `imageRepository`. */
export interface ImageRepositoryArgs {
  /** The image with its tag or digest, in Amazon ECR or ECR Public. With the local target also any image that the machine's Docker has. */
  imageIdentifier: pulumi.Input<string>;
  /** `ECR` (private, needs an access role) or `ECR_PUBLIC`. */
  imageRepositoryType: pulumi.Input<ImageRepositoryType>;
  /** How to run the image. */
  imageConfiguration?: pulumi.Input<ImageConfigurationArgs>;
}

export type ImageRepositoryType = "ECR" | "ECR_PUBLIC";

/** Incoming traffic. */
export interface IngressConfiguration {
  /** Whether the internet reaches the service. Default: `true`. */
  isPubliclyAccessible?: boolean;
}

/** Incoming traffic. */
export interface IngressConfigurationArgs {
  /** Whether the internet reaches the service. Default: `true`. */
  isPubliclyAccessible?: pulumi.Input<boolean>;
}

/** Where the clients are. A change moves the connection in place. */
export interface IngressVpcConfiguration {
  /** Id of the VPC. Required. */
  vpcId?: string;
  /** Id of the VPC's interface endpoint for App Runner. Required. */
  vpcEndpointId?: string;
}

/** Where the clients are. A change moves the connection in place. */
export interface IngressVpcConfigurationArgs {
  /** Id of the VPC. Required. */
  vpcId?: pulumi.Input<string>;
  /** Id of the VPC's interface endpoint for App Runner. Required. */
  vpcEndpointId?: pulumi.Input<string>;
}

/** Size and role of each instance. A change deploys. */
export interface InstanceConfiguration {
  /** CPU units or vCPUs of each instance: "1024" and "1 vCPU" mean the same. Default: `1024`. */
  cpu?: string;
  /** Memory of each instance in MB or GB: "2048" and "2 GB" mean the same. Each CPU size goes with certain memory sizes only. Default: `2048`. */
  memory?: string;
  /** ARN of the role that the app has when it calls AWS. A service that has one can get another, but none no more: an update that takes it away is refused. */
  instanceRoleArn?: string;
}

/** Size and role of each instance. A change deploys. */
export interface InstanceConfigurationArgs {
  /** CPU units or vCPUs of each instance: "1024" and "1 vCPU" mean the same. Default: `1024`. */
  cpu?: pulumi.Input<string>;
  /** Memory of each instance in MB or GB: "2048" and "2 GB" mean the same. Each CPU size goes with certain memory sizes only. Default: `2048`. */
  memory?: pulumi.Input<string>;
  /** ARN of the role that the app has when it calls AWS. A service that has one can get another, but none no more: an update that takes it away is refused. */
  instanceRoleArn?: pulumi.Input<string>;
}

export type IpAddressType = "IPV4" | "DUAL_STACK";

/** The service's way out and in. */
export interface NetworkConfiguration {
  /** Outgoing traffic. */
  egressConfiguration?: EgressConfiguration;
  /** Incoming traffic. */
  ingressConfiguration?: IngressConfiguration;
  /** Address families of incoming traffic. Default: `IPV4`. */
  ipAddressType?: IpAddressType;
}

/** The service's way out and in. */
export interface NetworkConfigurationArgs {
  /** Outgoing traffic. */
  egressConfiguration?: pulumi.Input<EgressConfigurationArgs>;
  /** Incoming traffic. */
  ingressConfiguration?: pulumi.Input<IngressConfigurationArgs>;
  /** Address families of incoming traffic. Default: `IPV4`. */
  ipAddressType?: pulumi.Input<IpAddressType>;
}

export type ObservabilityConfigurationStatus = "ACTIVE" | "INACTIVE";

export type OperationStatus =
  | "PENDING"
  | "IN_PROGRESS"
  | "FAILED"
  | "SUCCEEDED"
  | "ROLLBACK_IN_PROGRESS"
  | "ROLLBACK_FAILED"
  | "ROLLBACK_SUCCEEDED";

/** One operation. */
export interface OperationSummary {
  /** Id of the operation. */
  id: string;
  /** What was asked for. */
  type: OperationType;
  /** How it ended, or how far it is. */
  status: OperationStatus;
  /** ARN of the service. */
  targetArn?: string;
  /** When it began, as ISO 8601. */
  startedAt?: string;
  /** When it ended, as ISO 8601. */
  endedAt?: string;
  /** When it last changed, as ISO 8601. */
  updatedAt?: string;
}

export type OperationType =
  | "START_DEPLOYMENT"
  | "CREATE_SERVICE"
  | "PAUSE_SERVICE"
  | "RESUME_SERVICE"
  | "DELETE_SERVICE"
  | "UPDATE_SERVICE";

export type ProviderType = "GITHUB" | "BITBUCKET";

export type Runtime =
  | "PYTHON_3"
  | "NODEJS_12"
  | "NODEJS_14"
  | "CORRETTO_8"
  | "CORRETTO_11"
  | "NODEJS_16"
  | "GO_1"
  | "DOTNET_6"
  | "PHP_81"
  | "RUBY_31"
  | "PYTHON_311"
  | "NODEJS_18"
  | "NODEJS_22";

/** Tracing. A change deploys. */
export interface ServiceObservabilityConfiguration {
  /** Whether the service is traced. Default: `false`. */
  observabilityEnabled: boolean;
  /** ARN of the observability configuration, with or without its revision; left out, the account's default one. */
  observabilityConfigurationArn?: string;
}

/** Tracing. A change deploys. */
export interface ServiceObservabilityConfigurationArgs {
  /** Whether the service is traced. Default: `false`. */
  observabilityEnabled: pulumi.Input<boolean>;
  /** ARN of the observability configuration, with or without its revision; left out, the account's default one. */
  observabilityConfigurationArn?: pulumi.Input<string>;
}

export type ServiceStatus =
  | "CREATE_FAILED"
  | "RUNNING"
  | "DELETED"
  | "DELETE_FAILED"
  | "PAUSED"
  | "OPERATION_IN_PROGRESS";

/** What to deploy of the repository. */
export interface SourceCodeVersion {
  /** The kind of version. */
  type: SourceCodeVersionType;
  /** The branch; its newest commit is deployed. */
  value: string;
}

/** What to deploy of the repository. */
export interface SourceCodeVersionArgs {
  /** The kind of version. */
  type: pulumi.Input<SourceCodeVersionType>;
  /** The branch; its newest commit is deployed. */
  value: pulumi.Input<string>;
}

export type SourceCodeVersionType = "BRANCH";

/** The source that is deployed. A change deploys. */
export interface SourceConfiguration {
  /** Source code in a repository: App Runner builds it with a managed runtime. Exactly one of `codeRepository` and `imageRepository`. */
  codeRepository?: CodeRepository;
  /** A container image. Exactly one of `codeRepository` and `imageRepository`. */
  imageRepository?: ImageRepository;
  /** Whether each new commit or image is deployed by itself. Default: true, except for an image in ECR Public or in another account's ECR, where it cannot be. */
  autoDeploymentsEnabled?: boolean;
  /** What App Runner reads the source with. */
  authenticationConfiguration?: AuthenticationConfiguration;
}

/** The source that is deployed. A change deploys. */
export interface SourceConfigurationArgs {
  /** Source code in a repository: App Runner builds it with a managed runtime. Exactly one of `codeRepository` and `imageRepository`. */
  codeRepository?: pulumi.Input<CodeRepositoryArgs>;
  /** A container image. Exactly one of `codeRepository` and `imageRepository`. */
  imageRepository?: pulumi.Input<ImageRepositoryArgs>;
  /** Whether each new commit or image is deployed by itself. Default: true, except for an image in ECR Public or in another account's ECR, where it cannot be. */
  autoDeploymentsEnabled?: pulumi.Input<boolean>;
  /** What App Runner reads the source with. */
  authenticationConfiguration?: pulumi.Input<AuthenticationConfigurationArgs>;
}

/** Tracing. Left out, nothing is traced. */
export interface TraceConfiguration {
  /** Who takes the traces: AWS X-Ray. */
  vendor: TracingVendor;
}

/** Tracing. Left out, nothing is traced. */
export interface TraceConfigurationArgs {
  /** Who takes the traces: AWS X-Ray. */
  vendor: pulumi.Input<TracingVendor>;
}

export type TracingVendor = "AWSXRAY";

export type VpcConnectorStatus = "ACTIVE" | "INACTIVE";

/** One VPC's target. */
export interface VpcDNSTarget {
  /** ARN of the ingress connection. */
  vpcIngressConnectionArn?: string;
  /** Id of the VPC. */
  vpcId?: string;
  /** The target. */
  domainName?: string;
}

export type VpcIngressConnectionStatus =
  | "AVAILABLE"
  | "PENDING_CREATION"
  | "PENDING_UPDATE"
  | "PENDING_DELETION"
  | "FAILED_CREATION"
  | "FAILED_UPDATE"
  | "FAILED_DELETION"
  | "DELETED";
