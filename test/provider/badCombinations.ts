import type { Properties, Target } from "../../provider/core/resource";
import type { ResourceName } from "../../provider/resources";

/** Inputs that are right but for things that do not go together. */
export interface BadCombination {
  what: string;
  /** Which of the kind's valid inputs; default the first. */
  base?: number;
  /** What is other in them, by its path. */
  change: Properties;
  target?: Target;
  /** The whole message: the path, the value (unless it may be secret) and what is allowed. */
  says: string;
}

const IMAGE = "sourceConfiguration.imageRepository";
const CONFIGURATION = `${IMAGE}.imageConfiguration`;
const CODE = "sourceConfiguration.codeRepository";
const VALUES = `${CODE}.codeConfiguration.codeConfigurationValues`;
const ACCESS = "sourceConfiguration.authenticationConfiguration";
const PUBLIC = "public.ecr.aws/team/demo:1";
const ROLE = "arn:aws:iam::123456789012:role/service-role/demo";
const EGRESS = "networkConfiguration.egressConfiguration";
const TRACING = "observabilityConfiguration";
const TRACE = "arn:aws:apprunner:us-east-1:123456789012:observabilityconfiguration/trace/1/0123456789abcdef";
const SECRETS = { PASSWORD: "arn:aws:ssm:us-east-1:123456789012:parameter/x" };

/** The index of the code source among the valid inputs of a service. */
const ON_CODE = 1;
/** A public image and what goes with it. */
const ON_PUBLIC = {
  [`${IMAGE}.imageIdentifier`]: PUBLIC,
  [`${IMAGE}.imageRepositoryType`]: "ECR_PUBLIC",
  "sourceConfiguration.autoDeploymentsEnabled": false,
  [ACCESS]: undefined,
};
const manyTags = Object.fromEntries(Array.from({ length: 51 }, (_, index) => [`key${index}`, "x"]));

/** Everything that the kinds' rules know, by kind. */
export const BAD_COMBINATIONS: Partial<Record<ResourceName, BadCombination[]>> = {
  service: [
    {
      what: "no source",
      change: { [IMAGE]: undefined },
      says: "sourceConfiguration: must have exactly one of codeRepository and imageRepository; neither is given",
    },
    {
      what: "two sources",
      base: ON_CODE,
      change: { [IMAGE]: { imageIdentifier: PUBLIC, imageRepositoryType: "ECR_PUBLIC" } },
      says: "sourceConfiguration: must have exactly one of codeRepository and imageRepository; both are",
    },
    {
      what: "values beside apprunner.yaml",
      base: ON_CODE,
      change: { [`${CODE}.codeConfiguration.configurationSource`]: "REPOSITORY" },
      says: `${VALUES}: is for configurationSource API only; with REPOSITORY the values stand in apprunner.yaml of the source directory`,
    },
    {
      what: "no values with API",
      base: ON_CODE,
      change: { [VALUES]: undefined, "instanceConfiguration.instanceRoleArn": undefined },
      says: `${VALUES}: is required when configurationSource is API`,
    },
    {
      what: "no connection",
      base: ON_CODE,
      change: { [ACCESS]: undefined },
      says: `${ACCESS}.connectionArn: is required: App Runner reads a code repository through a connection`,
    },
    {
      what: "no connection, on local",
      base: ON_CODE,
      target: "local",
      change: { [ACCESS]: undefined },
      says: `${ACCESS}.connectionArn: is required: App Runner reads a code repository through a connection`,
    },
    {
      what: "a repository of this machine, on AWS",
      base: ON_CODE,
      change: { [`${CODE}.repositoryUrl`]: "file:///home/me/app" },
      says: `${CODE}.repositoryUrl: a file:// repository exists for the local target only`,
    },
    {
      what: "a repository over ssh",
      base: ON_CODE,
      change: { [`${CODE}.repositoryUrl`]: "git@github.com:me/app" },
      says: `${CODE}.repositoryUrl: must be an https:// URL`,
    },
    {
      what: "a repository over ssh, on local",
      base: ON_CODE,
      target: "local",
      change: { [`${CODE}.repositoryUrl`]: "git@github.com:me/app" },
      says: `${CODE}.repositoryUrl: must be an https:// URL or file:///path/of/a/repository`,
    },
    ...["https://me:canary-text@github.com/me/app", "https://canary-text@github.com/me/app"].map((url) => ({
      what: `a token in the URL of the repository (${url.length})`,
      base: ON_CODE,
      change: { [`${CODE}.repositoryUrl`]: url },
      says: `${CODE}.repositoryUrl: must not contain credentials; App Runner reads a private repository through a connection`,
    })),
    ...["", "-x", "a..b", "a b", "/a", "a.", "a~1", "a@{1}"].map((branch) => ({
      what: `the branch ${JSON.stringify(branch)}`,
      base: ON_CODE,
      change: { [`${CODE}.sourceCodeVersion.value`]: branch },
      says: `${CODE}.sourceCodeVersion.value: ${JSON.stringify(branch)} is not allowed: must be the name of a branch`,
    })),
    {
      what: "a folder outside the repository",
      base: ON_CODE,
      change: { [`${CODE}.sourceDirectory`]: "/app/../.." },
      says: `${CODE}.sourceDirectory: "/app/../.." is not allowed: must be a path from the root of the repository, without ..`,
    },
    {
      what: "a private image as a public one",
      change: { ...ON_PUBLIC, [`${IMAGE}.imageIdentifier`]: "123456789012.dkr.ecr.us-east-1.amazonaws.com/demo:1" },
      says: `${IMAGE}.imageRepositoryType: "ECR_PUBLIC" is not allowed: must be ECR for the image 123456789012.dkr.ecr.us-east-1.amazonaws.com/demo:1`,
    },
    {
      what: "a public image as a private one",
      change: { ...ON_PUBLIC, [`${IMAGE}.imageRepositoryType`]: "ECR", [ACCESS]: { accessRoleArn: ROLE } },
      says: `${IMAGE}.imageRepositoryType: "ECR" is not allowed: must be ECR_PUBLIC for the image ${PUBLIC}`,
    },
    {
      what: "an access role for a public image",
      change: { ...ON_PUBLIC, [ACCESS]: { accessRoleArn: ROLE } },
      says: `${ACCESS}.accessRoleArn: "${ROLE}" is not allowed: must be left out for an image in ECR_PUBLIC, which anyone can read`,
    },
    {
      what: "no access role for a private image",
      change: { [ACCESS]: undefined },
      says: `${ACCESS}.accessRoleArn: is required for an image in ECR: the role that pulls it`,
    },
    {
      what: "automatic deployments of a public image",
      change: { ...ON_PUBLIC, "sourceConfiguration.autoDeploymentsEnabled": true },
      says: "sourceConfiguration.autoDeploymentsEnabled: true is not allowed: must be false for an image in ECR_PUBLIC, which App Runner cannot watch",
    },
    ...["0", "65536", "http", "080", " 80", "-1", "8080.0"].flatMap((port) =>
      [`${CONFIGURATION}.port`, `${VALUES}.port`].map((path, base) => ({
        what: `the port ${JSON.stringify(port)} of ${path}`,
        base,
        change: { [path]: port },
        says: `${path}: ${JSON.stringify(port)} is not allowed: must be the number of a port as a string, "1" to "65535"`,
      })),
    ),
    {
      what: "a CPU with memory that it does not have",
      change: { "instanceConfiguration.cpu": "4 vCPU" },
      says: 'instanceConfiguration.memory: 2048 MB do not go with 4096 CPU units: must be one of "8 GB", "10 GB", "12 GB"',
    },
    {
      what: "memory that the default CPU does not have",
      change: { instanceConfiguration: { memory: "12 GB", instanceRoleArn: ROLE } },
      says: 'instanceConfiguration.memory: 12288 MB do not go with 1024 CPU units: must be one of "2 GB", "3 GB", "4 GB"',
    },
    ...["runtimeEnvironmentVariables", "runtimeEnvironmentSecrets"].flatMap((map) => [
      {
        what: `a reserved name among ${map}`,
        change: { [`${CONFIGURATION}.${map}`]: { AwsAppRunnerX: "canary-text" } },
        says: `${CONFIGURATION}.${map}.AwsAppRunnerX: names that start with AWSAPPRUNNER are reserved for App Runner; choose another`,
      },
      {
        what: `a name with = among ${map}`,
        change: { [`${CONFIGURATION}.${map}`]: { "A=B": "canary-text" } },
        says: `${CONFIGURATION}.${map}.A=B: the key is not allowed: must be the name of a variable, without = and NUL`,
      },
    ]),
    {
      what: "a variable that no process can have",
      change: { [`${CONFIGURATION}.runtimeEnvironmentVariables`]: { A: "canary-text\0" } },
      says: `${CONFIGURATION}.runtimeEnvironmentVariables.A: the value is not allowed: must be without NUL`,
    },
    {
      what: "a name that is given twice",
      change: { [`${CONFIGURATION}.runtimeEnvironmentVariables`]: { PASSWORD: "canary-text" } },
      says: `${CONFIGURATION}.runtimeEnvironmentSecrets.PASSWORD: is among runtimeEnvironmentVariables too; give it once`,
    },
    {
      what: "secrets without a role",
      change: { instanceConfiguration: undefined, [`${CONFIGURATION}.runtimeEnvironmentSecrets`]: SECRETS },
      says: "instanceConfiguration.instanceRoleArn: is required with runtimeEnvironmentSecrets: the app reads them with this role",
    },
    ...["up", "/a b", "/ü", "https://a/up"].map((path) => ({
      what: `the health check path ${JSON.stringify(path)}`,
      change: { "healthCheckConfiguration.path": path },
      says: `healthCheckConfiguration.path: ${JSON.stringify(path)} is not allowed: must be a URL path: / first, and other than URL characters percent-encoded`,
    })),
    {
      what: "a VPC without a connector",
      change: { [EGRESS]: { egressType: "VPC" } },
      says: `${EGRESS}.vpcConnectorArn: is required when egressType is VPC`,
    },
    {
      what: "a connector without a VPC",
      change: { [`${EGRESS}.egressType`]: "DEFAULT" },
      says: `${EGRESS}.egressType: "DEFAULT" is not allowed: must be VPC when vpcConnectorArn is given`,
    },
    {
      what: "a connector and no word of the way out",
      change: { [`${EGRESS}.egressType`]: undefined },
      says: `${EGRESS}.egressType: is required with vpcConnectorArn: must be VPC`,
    },
    {
      what: "a configuration of tracing that is off",
      change: { [TRACING]: { observabilityEnabled: false, observabilityConfigurationArn: TRACE } },
      says: `${TRACING}.observabilityConfigurationArn: "${TRACE.slice(0, 60)}..." is not allowed: must be left out when observabilityEnabled is false`,
    },
    {
      what: "tracing without a configuration, on local",
      target: "local",
      change: { [TRACING]: { observabilityEnabled: true } },
      says: `${TRACING}.observabilityConfigurationArn: is required when observabilityEnabled is true`,
    },
    {
      what: "more tags than a resource can have",
      change: { tags: manyTags },
      says: "tags: 51 are too many: must be at most 50",
    },
  ],
  autoScalingConfiguration: [
    {
      what: "fewer instances at most than at least",
      change: { minSize: 5, maxSize: 4 },
      says: "maxSize: 4 is not allowed: must be at least minSize, which is 5",
    },
    {
      what: "fewer instances at most than by default at least",
      change: { minSize: 25, maxSize: 24 },
      says: "maxSize: 24 is not allowed: must be at least minSize, which is 25",
    },
  ],
  customDomainAssociation: [
    ...["example", ".example.com", "-a.example.com", "a..com", "*.*.com", "a*.example.com"].map((domain) => ({
      what: `the domain ${domain}`,
      change: { domainName: domain },
      says: `domainName: "${domain}" is not allowed: must be a domain (example.com, www.example.com) or a wildcard (*.example.com)`,
    })),
    {
      what: "a wildcard far below a root domain",
      change: { domainName: "*.www.example.com" },
      says: 'domainName: "*.www.example.com" is not allowed: must be a wildcard directly below a root domain, as *.example.com',
    },
    {
      what: "www of a wildcard",
      change: { domainName: "*.example.com", enableWWWSubdomain: true },
      says: "enableWWWSubdomain: true is not allowed: must be false or left out for a wildcard domain",
    },
  ],
  vpcConnector: [
    {
      what: "no subnet",
      change: { subnets: [] },
      says: "subnets: a list of 0 is not allowed: must name at least one subnet",
    },
    {
      what: "an empty subnet",
      change: { subnets: ["subnet-1", ""] },
      says: 'subnets.1: "" is not allowed: must be the id of a subnet',
    },
    {
      what: "an empty security group",
      change: { securityGroups: [""] },
      says: 'securityGroups.0: "" is not allowed: must be the id of a security group',
    },
  ],
  vpcIngressConnection: [
    {
      what: "no VPC",
      change: { "ingressVpcConfiguration.vpcId": undefined },
      says: "ingressVpcConfiguration.vpcId: is required: a string",
    },
    {
      what: "no endpoint",
      change: { "ingressVpcConfiguration.vpcEndpointId": undefined },
      says: "ingressVpcConfiguration.vpcEndpointId: is required: a string",
    },
  ],
};

/** Right inputs with other values at some paths; `undefined` takes away. */
export function changed(inputs: Properties, change: Properties): Properties {
  return Object.entries(change).reduce((copy, [path, value]) => setAt(copy, path.split("."), value), inputs);
}

function setAt(inputs: Properties, [key, ...rest]: string[], value: unknown): Properties {
  const inner = rest.length === 0 ? value : setAt((inputs[key!] ?? {}) as Properties, rest, value);
  return { ...inputs, [key!]: inner };
}
