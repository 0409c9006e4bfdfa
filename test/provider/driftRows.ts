import type { Properties } from "../../provider/core/resource";
import type { ResourceName } from "../../provider/resources";

/** What a test's account has beside the thing itself. */
export interface Around {
  connections: string[];
  scalings: string[];
  connectors: string[];
  tracings: string[];
}

/** One property, and the value that somebody gives it behind the program's back. */
export interface DriftRow {
  path: string;
  value: unknown;
  /** Properties that cannot stay as they are beside it. */
  along?: Record<string, unknown>;
}

export const ROLE = "arn:aws:iam::000000000000:role/";
const CODE = "sourceConfiguration.codeRepository";
const VALUES = `${CODE}.codeConfiguration.codeConfigurationValues`;
const IMAGE = "sourceConfiguration.imageRepository";

export function codeService(around: Around): Properties {
  return {
    serviceName: "code",
    sourceConfiguration: {
      codeRepository: {
        repositoryUrl: "https://github.com/me/app",
        sourceCodeVersion: { type: "BRANCH", value: "main" },
        sourceDirectory: "/web",
        codeConfiguration: {
          configurationSource: "API",
          codeConfigurationValues: {
            runtime: "PYTHON_3",
            buildCommand: "make",
            startCommand: "run",
            port: "8080",
            runtimeEnvironmentVariables: { A: "1" },
            runtimeEnvironmentSecrets: { S: "arn:aws:ssm:us-east-1:000000000000:parameter/a" },
          },
        },
      },
      autoDeploymentsEnabled: true,
      authenticationConfiguration: { connectionArn: around.connections[0] },
    },
    instanceConfiguration: { cpu: "1 vCPU", memory: "2 GB", instanceRoleArn: `${ROLE}a` },
    healthCheckConfiguration: {
      protocol: "TCP",
      path: "/",
      interval: 5,
      timeout: 2,
      healthyThreshold: 1,
      unhealthyThreshold: 5,
    },
    autoScalingConfigurationArn: around.scalings[0],
    networkConfiguration: {
      egressConfiguration: { egressType: "VPC", vpcConnectorArn: around.connectors[0] },
      ingressConfiguration: { isPubliclyAccessible: true },
      ipAddressType: "IPV4",
    },
    observabilityConfiguration: { observabilityEnabled: true, observabilityConfigurationArn: around.tracings[0] },
    tags: { a: "1" },
  };
}

export function codeRows(around: Around): DriftRow[] {
  return [
    { path: `${CODE}.repositoryUrl`, value: "https://github.com/me/other" },
    { path: `${CODE}.sourceCodeVersion.value`, value: "next" },
    { path: `${CODE}.sourceDirectory`, value: "/api" },
    { path: `${CODE}.codeConfiguration.configurationSource`, value: "REPOSITORY", along: { [VALUES]: undefined } },
    { path: `${VALUES}.runtime`, value: "NODEJS_22" },
    { path: `${VALUES}.buildCommand`, value: "make all" },
    { path: `${VALUES}.startCommand`, value: "run it" },
    { path: `${VALUES}.port`, value: "8081" },
    { path: `${VALUES}.runtimeEnvironmentVariables`, value: { A: "2" } },
    { path: `${VALUES}.runtimeEnvironmentVariables`, value: { A: "1", B: "2" } },
    { path: `${VALUES}.runtimeEnvironmentVariables`, value: {} },
    {
      path: `${VALUES}.runtimeEnvironmentSecrets`,
      value: { S: "arn:aws:ssm:us-east-1:000000000000:parameter/b" },
    },
    { path: "sourceConfiguration.autoDeploymentsEnabled", value: false },
    { path: "sourceConfiguration.authenticationConfiguration.connectionArn", value: around.connections[1] },
    { path: "instanceConfiguration.cpu", value: "2048", along: { "instanceConfiguration.memory": "4096" } },
    { path: "instanceConfiguration.memory", value: "3072" },
    { path: "instanceConfiguration.instanceRoleArn", value: `${ROLE}b` },
    { path: "healthCheckConfiguration.protocol", value: "HTTP" },
    { path: "healthCheckConfiguration.path", value: "/health" },
    { path: "healthCheckConfiguration.interval", value: 6 },
    { path: "healthCheckConfiguration.timeout", value: 3 },
    { path: "healthCheckConfiguration.healthyThreshold", value: 2 },
    { path: "healthCheckConfiguration.unhealthyThreshold", value: 6 },
    { path: "autoScalingConfigurationArn", value: around.scalings[1] },
    {
      path: "networkConfiguration.egressConfiguration.egressType",
      value: "DEFAULT",
      along: { "networkConfiguration.egressConfiguration.vpcConnectorArn": undefined },
    },
    { path: "networkConfiguration.egressConfiguration.vpcConnectorArn", value: around.connectors[1] },
    { path: "networkConfiguration.ingressConfiguration.isPubliclyAccessible", value: false },
    { path: "networkConfiguration.ipAddressType", value: "DUAL_STACK" },
    {
      path: "observabilityConfiguration.observabilityEnabled",
      value: false,
      along: { "observabilityConfiguration.observabilityConfigurationArn": undefined },
    },
    { path: "observabilityConfiguration.observabilityConfigurationArn", value: around.tracings[1] },
  ];
}

export function imageService(): Properties {
  return {
    serviceName: "image",
    sourceConfiguration: {
      imageRepository: {
        imageIdentifier: "000000000000.dkr.ecr.us-east-1.amazonaws.com/a:1",
        imageRepositoryType: "ECR",
        imageConfiguration: {
          port: "8080",
          startCommand: "run",
          runtimeEnvironmentVariables: { A: "1" },
          runtimeEnvironmentSecrets: { S: "arn:aws:ssm:us-east-1:000000000000:parameter/a" },
        },
      },
      autoDeploymentsEnabled: false,
      authenticationConfiguration: { accessRoleArn: `${ROLE}pull` },
    },
    instanceConfiguration: { instanceRoleArn: `${ROLE}a` },
  };
}

export function imageRows(): DriftRow[] {
  return [
    { path: `${IMAGE}.imageIdentifier`, value: "000000000000.dkr.ecr.us-east-1.amazonaws.com/a:2" },
    {
      path: `${IMAGE}.imageRepositoryType`,
      value: "ECR_PUBLIC",
      along: {
        [`${IMAGE}.imageIdentifier`]: "public.ecr.aws/hello/app:1",
        "sourceConfiguration.authenticationConfiguration": {},
      },
    },
    { path: `${IMAGE}.imageConfiguration.port`, value: "80" },
    { path: `${IMAGE}.imageConfiguration.startCommand`, value: "run it" },
    { path: `${IMAGE}.imageConfiguration.runtimeEnvironmentVariables`, value: { A: "1", B: "2" } },
    {
      path: `${IMAGE}.imageConfiguration.runtimeEnvironmentSecrets`,
      value: {
        S: "arn:aws:ssm:us-east-1:000000000000:parameter/a",
        T: "arn:aws:ssm:us-east-1:000000000000:parameter/b",
      },
    },
    { path: "sourceConfiguration.authenticationConfiguration.accessRoleArn", value: `${ROLE}pull2` },
  ];
}

const FIXED = "fixed once it is made: another value is another thing, so this one is gone";
const REVISION = "fixed in a revision: another value is another revision, which this program does not have";
const OWN = "App Runner does not know it";

/** Properties that nobody can change behind the program's back, and why. */
export const CANNOT_DRIFT: Partial<Record<ResourceName, Record<string, string>>> = {
  service: {
    serviceName: FIXED,
    [`${CODE}.sourceCodeVersion.type`]: "there is one value only",
    "encryptionConfiguration.kmsKey": FIXED,
    deployOn: OWN,
    ignoreImage: OWN,
    deleteWithDomains: OWN,
  },
  autoScalingConfiguration: {
    autoScalingConfigurationName: FIXED,
    maxConcurrency: REVISION,
    minSize: REVISION,
    maxSize: REVISION,
  },
  connection: { connectionName: FIXED, providerType: FIXED },
  customDomainAssociation: { domainName: FIXED, serviceArn: FIXED },
  customDomainValidation: { domainName: FIXED, serviceArn: FIXED, validationRecordNames: OWN },
  deployment: { serviceArn: FIXED, triggers: OWN },
  observabilityConfiguration: { observabilityConfigurationName: FIXED, "traceConfiguration.vendor": REVISION },
  vpcConnector: { vpcConnectorName: FIXED, subnets: FIXED, securityGroups: FIXED },
  vpcIngressConnection: { vpcIngressConnectionName: FIXED, serviceArn: FIXED },
};

/** Tested one by one, beside the tables. */
export const DRIFTS: Partial<Record<ResourceName, readonly string[]>> = {
  service: ["desiredState", "tags"],
  autoScalingConfiguration: ["tags"],
  connection: ["tags"],
  customDomainAssociation: ["enableWWWSubdomain"],
  defaultAutoScalingConfiguration: ["autoScalingConfigurationArn"],
  observabilityConfiguration: ["tags"],
  vpcConnector: ["tags"],
  vpcIngressConnection: ["ingressVpcConfiguration.vpcId", "ingressVpcConfiguration.vpcEndpointId", "tags"],
};
