import type { OperationName } from "../../api/shapes";

const ARN = "arn:aws:apprunner:us-east-1:123456789012";
const ID = "0123456789abcdef0123456789abcdef";
const SERVICE = `${ARN}:service/demo/${ID}`;
const SCALING = `${ARN}:autoscalingconfiguration/high/1/${ID}`;
const ROLE = "arn:aws:iam::123456789012:role/service-role/demo";
const TAGS = [{ Key: "team", Value: "blue" }];
const PAGE = { MaxResults: 5, NextToken: "abc" };

const IMAGE_SOURCE = {
  ImageRepository: {
    ImageIdentifier: "123456789012.dkr.ecr.us-east-1.amazonaws.com/team/demo:1",
    ImageRepositoryType: "ECR",
    ImageConfiguration: {
      RuntimeEnvironmentVariables: { MODE: "fast" },
      RuntimeEnvironmentSecrets: { PASSWORD: "arn:aws:secretsmanager:us-east-1:123456789012:secret:x" },
      StartCommand: "run",
      Port: "8080",
    },
  },
  AutoDeploymentsEnabled: true,
  AuthenticationConfiguration: { AccessRoleArn: ROLE },
};

const CODE_SOURCE = {
  CodeRepository: {
    RepositoryUrl: "https://github.com/example/demo",
    SourceCodeVersion: { Type: "BRANCH", Value: "main" },
    SourceDirectory: "/app",
    CodeConfiguration: {
      ConfigurationSource: "API",
      CodeConfigurationValues: {
        Runtime: "PYTHON_311",
        BuildCommand: "make",
        StartCommand: "run",
        Port: "8080",
        RuntimeEnvironmentVariables: { MODE: "fast" },
        RuntimeEnvironmentSecrets: { PASSWORD: "arn:aws:ssm:us-east-1:123456789012:parameter/x" },
      },
    },
  },
  AuthenticationConfiguration: { ConnectionArn: `${ARN}:connection/hub/${ID}` },
};

const SETTINGS = {
  InstanceConfiguration: { Cpu: "1 vCPU", Memory: "2048", InstanceRoleArn: ROLE },
  AutoScalingConfigurationArn: SCALING,
  HealthCheckConfiguration: {
    Protocol: "HTTP",
    Path: "/up",
    Interval: 5,
    Timeout: 2,
    HealthyThreshold: 1,
    UnhealthyThreshold: 5,
  },
  NetworkConfiguration: {
    EgressConfiguration: { EgressType: "VPC", VpcConnectorArn: `${ARN}:vpcconnector/net/1/${ID}` },
    IngressConfiguration: { IsPubliclyAccessible: true },
    IpAddressType: "IPV4",
  },
  ObservabilityConfiguration: {
    ObservabilityEnabled: true,
    ObservabilityConfigurationArn: `${ARN}:observabilityconfiguration/trace/1/${ID}`,
  },
};

const NEW_SERVICE = {
  ServiceName: "demo",
  Tags: TAGS,
  EncryptionConfiguration: { KmsKey: "arn:aws:kms:us-east-1:123456789012:key/01234567-89ab-cdef-0123-456789abcdef" },
  ...SETTINGS,
};

const VPC = { VpcId: "vpc-1", VpcEndpointId: "vpce-1" };

/** Inputs that AWS would accept, which between them have every member of every input of the API. */
export const VALID_INPUTS: Record<OperationName, Record<string, unknown>[]> = {
  AssociateCustomDomain: [{ ServiceArn: SERVICE, DomainName: "www.example.com", EnableWWWSubdomain: false }],
  CreateAutoScalingConfiguration: [
    { AutoScalingConfigurationName: "high", MaxConcurrency: 50, MinSize: 2, MaxSize: 4, Tags: TAGS },
  ],
  CreateConnection: [{ ConnectionName: "hub-1", ProviderType: "GITHUB", Tags: TAGS }],
  CreateObservabilityConfiguration: [
    { ObservabilityConfigurationName: "trace", TraceConfiguration: { Vendor: "AWSXRAY" }, Tags: TAGS },
  ],
  CreateService: [
    { ...NEW_SERVICE, SourceConfiguration: IMAGE_SOURCE },
    { ...NEW_SERVICE, SourceConfiguration: CODE_SOURCE },
  ],
  CreateVpcConnector: [{ VpcConnectorName: "netw", Subnets: ["subnet-1"], SecurityGroups: ["sg-1"], Tags: TAGS }],
  CreateVpcIngressConnection: [
    { ServiceArn: SERVICE, VpcIngressConnectionName: "door", IngressVpcConfiguration: VPC, Tags: TAGS },
  ],
  DeleteAutoScalingConfiguration: [
    { AutoScalingConfigurationArn: `${ARN}:autoscalingconfiguration/high`, DeleteAllRevisions: true },
  ],
  DeleteConnection: [{ ConnectionArn: `${ARN}:connection/hub/${ID}` }],
  DeleteObservabilityConfiguration: [{ ObservabilityConfigurationArn: `${ARN}:observabilityconfiguration/trace` }],
  DeleteService: [{ ServiceArn: SERVICE }],
  DeleteVpcConnector: [{ VpcConnectorArn: `${ARN}:vpcconnector/net` }],
  DeleteVpcIngressConnection: [{ VpcIngressConnectionArn: `${ARN}:vpcingressconnection/door/${ID}` }],
  DescribeAutoScalingConfiguration: [{ AutoScalingConfigurationArn: SCALING }],
  DescribeCustomDomains: [{ ServiceArn: SERVICE, ...PAGE }],
  DescribeObservabilityConfiguration: [{ ObservabilityConfigurationArn: `${ARN}:observabilityconfiguration/trace` }],
  DescribeService: [{ ServiceArn: SERVICE }],
  DescribeVpcConnector: [{ VpcConnectorArn: `${ARN}:vpcconnector/net` }],
  DescribeVpcIngressConnection: [{ VpcIngressConnectionArn: `${ARN}:vpcingressconnection/door/${ID}` }],
  DisassociateCustomDomain: [{ ServiceArn: SERVICE, DomainName: "example.com" }],
  ListAutoScalingConfigurations: [{ AutoScalingConfigurationName: "high", LatestOnly: true, ...PAGE }],
  ListConnections: [{ ConnectionName: "hub-1", ...PAGE }],
  ListObservabilityConfigurations: [{ ObservabilityConfigurationName: "trace", LatestOnly: true, ...PAGE }],
  ListOperations: [{ ServiceArn: SERVICE, ...PAGE }],
  ListServices: [PAGE],
  ListServicesForAutoScalingConfiguration: [{ AutoScalingConfigurationArn: SCALING, ...PAGE }],
  ListTagsForResource: [{ ResourceArn: SERVICE }],
  ListVpcConnectors: [PAGE],
  ListVpcIngressConnections: [{ Filter: { ServiceArn: SERVICE, VpcEndpointId: "vpce-1" }, ...PAGE }],
  PauseService: [{ ServiceArn: SERVICE }],
  ResumeService: [{ ServiceArn: SERVICE }],
  StartDeployment: [{ ServiceArn: SERVICE }],
  TagResource: [{ ResourceArn: SERVICE, Tags: TAGS }],
  UntagResource: [{ ResourceArn: SERVICE, TagKeys: ["team"] }],
  UpdateDefaultAutoScalingConfiguration: [{ AutoScalingConfigurationArn: SCALING }],
  UpdateService: [
    { ServiceArn: SERVICE, ...SETTINGS, SourceConfiguration: IMAGE_SOURCE },
    { ServiceArn: SERVICE, ...SETTINGS, SourceConfiguration: CODE_SOURCE },
  ],
  UpdateVpcIngressConnection: [
    { VpcIngressConnectionArn: `${ARN}:vpcingressconnection/door/${ID}`, IngressVpcConfiguration: VPC },
  ],
};
