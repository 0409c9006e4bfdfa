import { cpuUnits, DEFAULT_INSTANCE_SIZE, memoryMegabytes } from "../../../api/instanceSizes";
import { block, choice, flag, map, ownChoice, ownFlag, ownMap, text, whole } from "../../core/property";
import type { Properties } from "../../core/resource";
import { knownAt } from "../../core/unknown";
import { sameRevision } from "../revisionArn";
import { tags } from "../tags";
import { REPOSITORY_TYPE } from "./paths";

const NEW_SERVICE =
  "a new service is created with another ARN and another default URL; custom domains of the old one have to be associated again";

/** For an image in ECR App Runner looks whether the registry is the account's own. */
const AUTO_DEPLOYMENTS: Record<string, boolean | undefined> = { code: true, ECR: undefined, ECR_PUBLIC: false };

const runtimeEnvironmentVariables = map("RuntimeEnvironmentVariables", {
  doc: "Environment variables of the running app. Names that start with AWSAPPRUNNER are reserved. Give a secret value as a Pulumi secret, or better as `runtimeEnvironmentSecrets`.",
});
const runtimeEnvironmentSecrets = map("RuntimeEnvironmentSecrets", {
  doc: "Environment variables whose values App Runner reads at start: names, and ARNs of Secrets Manager secrets or SSM parameters. They need `instanceConfiguration.instanceRoleArn`.",
});
const startCommand = text("StartCommand", {
  doc: "The command that starts the app. Left out, the image's own or apprunner.yaml's.",
});
const port = text("String", { doc: "The port that the app listens to, as a string.", default: "8080" });

const codeConfigurationValues = block(
  "CodeConfigurationValues",
  { doc: "How to build and run the app when `configurationSource` is `API`." },
  {
    runtime: choice("Runtime", { doc: "The managed runtime." }),
    buildCommand: text("BuildCommand", { doc: "The command that builds the app." }).optional(),
    startCommand: startCommand.optional(),
    port: port.optional(),
    runtimeEnvironmentVariables: runtimeEnvironmentVariables.optional(),
    runtimeEnvironmentSecrets: runtimeEnvironmentSecrets.optional(),
  },
);

const codeRepository = block(
  "CodeRepository",
  {
    doc: "Source code in a repository: App Runner builds it with a managed runtime. Exactly one of `codeRepository` and `imageRepository`.",
    cannotSwitch: `App Runner cannot turn a service from code into one from an image: ${NEW_SERVICE}`,
  },
  {
    repositoryUrl: text("String", {
      doc: "URL of the git repository. With the local target also `file:///path/of/a/repository`.",
      sensitive: true,
    }),
    sourceCodeVersion: block(
      "SourceCodeVersion",
      { doc: "What to deploy of the repository." },
      {
        type: choice("SourceCodeVersionType", { doc: "The kind of version." }),
        value: text("String", { doc: "The branch; its newest commit is deployed." }),
      },
    ),
    codeConfiguration: block(
      "CodeConfiguration",
      { doc: "Where App Runner finds how to build and run the app." },
      {
        configurationSource: choice("ConfigurationSource", {
          doc: "`REPOSITORY`: the file apprunner.yaml in the source directory. `API`: `codeConfigurationValues`.",
          default: "REPOSITORY",
        }),
        codeConfigurationValues: codeConfigurationValues.optional(),
      },
    ).optional(),
    sourceDirectory: text("SourceDirectory", {
      doc: "The folder of the repository with the app and its apprunner.yaml.",
      default: "/",
    }).optional(),
  },
);

const imageRepository = block(
  "ImageRepository",
  {
    doc: "A container image. Exactly one of `codeRepository` and `imageRepository`.",
    cannotSwitch: `App Runner cannot turn a service from an image into one from code: ${NEW_SERVICE}`,
  },
  {
    imageIdentifier: text("ImageIdentifier", {
      doc: "The image with its tag or digest, in Amazon ECR or ECR Public. With the local target also any image that the machine's Docker has.",
      freeOnLocal: true,
    }),
    imageRepositoryType: choice("ImageRepositoryType", {
      doc: "`ECR` (private, needs an access role) or `ECR_PUBLIC`.",
    }),
    imageConfiguration: block(
      "ImageConfiguration",
      { doc: "How to run the image." },
      {
        port: port.optional(),
        startCommand: startCommand.optional(),
        runtimeEnvironmentVariables: runtimeEnvironmentVariables.optional(),
        runtimeEnvironmentSecrets: runtimeEnvironmentSecrets.optional(),
      },
    ).optional(),
  },
);

const sourceConfiguration = block(
  "SourceConfiguration",
  { doc: "The source that is deployed. A change deploys.", change: "update" },
  {
    codeRepository: codeRepository.optional(),
    imageRepository: imageRepository.optional(),
    autoDeploymentsEnabled: flag("NullableBoolean", {
      doc: "Whether each new commit or image is deployed by itself. Default: true, except for an image in ECR Public or in another account's ECR, where it cannot be.",
      default: (inputs: unknown) => AUTO_DEPLOYMENTS[knownAt<string>(inputs, REPOSITORY_TYPE) ?? "code"],
      freeWhenLeftOut: true,
    }).optional(),
    authenticationConfiguration: block(
      "AuthenticationConfiguration",
      { doc: "What App Runner reads the source with." },
      {
        connectionArn: text("AppRunnerResourceArn", {
          doc: "ARN of the connection to the repository's provider. A code repository needs one (a local one does not).",
        }).optional(),
        accessRoleArn: text("RoleArn", {
          doc: "ARN of the role that pulls the image. An image in ECR needs one.",
        }).optional(),
      },
    ).optional(),
  },
);

const instanceConfiguration = block(
  "InstanceConfiguration",
  { doc: "Size and role of each instance. A change deploys.", change: "update" },
  {
    cpu: text("Cpu", {
      doc: 'CPU units or vCPUs of each instance: "1024" and "1 vCPU" mean the same.',
      default: String(DEFAULT_INSTANCE_SIZE.cpu),
      same: (one, other) => cpuUnits(String(one)) === cpuUnits(String(other)),
    }).optional(),
    memory: text("Memory", {
      doc: 'Memory of each instance in MB or GB: "2048" and "2 GB" mean the same. Each CPU size goes with certain memory sizes only.',
      default: String(DEFAULT_INSTANCE_SIZE.memory),
      same: (one, other) => memoryMegabytes(String(one)) === memoryMegabytes(String(other)),
    }).optional(),
    instanceRoleArn: text("RoleArn", {
      doc: "ARN of the role that the app has when it calls AWS. A service that has one can get another, but none no more: an update that takes it away is refused.",
      stuck:
        "App Runner gives a service another instance role, but never takes it away. Say the role in the program, or have the service replaced (pulumi up --replace URN, or replaceOnChanges), which gives it another URL",
    }).optional(),
  },
);

const healthCheckConfiguration = block(
  "HealthCheckConfiguration",
  { doc: "How App Runner finds out whether an instance is healthy. A change deploys.", change: "update" },
  {
    protocol: choice("HealthCheckProtocol", {
      doc: "`TCP`: the port accepts. `HTTP`: `path` answers 200.",
      default: "TCP",
    }).optional(),
    path: text("HealthCheckPath", { doc: "The path asked when `protocol` is `HTTP`.", default: "/" }).optional(),
    interval: whole("HealthCheckInterval", { doc: "Seconds between two checks.", default: 5 }).optional(),
    timeout: whole("HealthCheckTimeout", { doc: "Seconds until a check has failed.", default: 2 }).optional(),
    healthyThreshold: whole("HealthCheckHealthyThreshold", {
      doc: "Successes in a row that make an instance healthy.",
      default: 1,
    }).optional(),
    unhealthyThreshold: whole("HealthCheckUnhealthyThreshold", {
      doc: "Failures in a row that make it unhealthy.",
      default: 5,
    }).optional(),
  },
);

const networkConfiguration = block(
  "NetworkConfiguration",
  { doc: "The service's way out and in.", change: "update" },
  {
    egressConfiguration: block(
      "EgressConfiguration",
      { doc: "Outgoing traffic." },
      {
        egressType: choice("EgressType", {
          doc: "`DEFAULT`: the internet. `VPC`: the VPC of `vpcConnectorArn`.",
          default: "DEFAULT",
        }).optional(),
        vpcConnectorArn: text("AppRunnerResourceArn", { doc: "ARN of the VPC connector; for `VPC` only." }).optional(),
      },
    ).optional(),
    ingressConfiguration: block(
      "IngressConfiguration",
      { doc: "Incoming traffic." },
      {
        isPubliclyAccessible: flag("Boolean", {
          doc: "Whether the internet reaches the service.",
          default: true,
        }).optional(),
      },
    ).optional(),
    ipAddressType: choice("IpAddressType", {
      doc: "Address families of incoming traffic.",
      default: "IPV4",
    }).optional(),
  },
);

const observabilityConfiguration = block(
  "ServiceObservabilityConfiguration",
  { doc: "Tracing. A change deploys.", change: "update" },
  {
    observabilityEnabled: flag("Boolean", { doc: "Whether the service is traced.", default: false }),
    observabilityConfigurationArn: text("AppRunnerResourceArn", {
      doc: "ARN of the observability configuration, with or without its revision; left out, the account's default one.",
      same: sameRevision,
      freeWhenLeftOut: true,
    }).optional(),
  },
);

const encryptionConfiguration = block(
  "EncryptionConfiguration",
  {
    doc: "The key that App Runner encrypts its copy of the source with. Left out, a key of AWS's own.",
    change: "replace",
    why: `the key of a service cannot be changed: ${NEW_SERVICE}`,
  },
  { kmsKey: text("KmsKeyArn", { doc: "ARN of the KMS key (not of an alias)." }) },
);

/** The inputs of a Service. Source: API shapes CreateServiceRequest, UpdateServiceRequest. */
export const inputs = block(
  "CreateServiceRequest",
  { doc: "A web service that App Runner builds or takes from an image, runs, scales and gives a URL." },
  {
    serviceName: text("ServiceName", {
      doc: "The service's name, unique in the account and region. Left out, one is made up from the resource's name.",
      change: "replace",
      why: `the name of a service cannot be changed: ${NEW_SERVICE}`,
    }).optional(),
    sourceConfiguration,
    instanceConfiguration: instanceConfiguration.optional(),
    healthCheckConfiguration: healthCheckConfiguration.optional(),
    autoScalingConfigurationArn: text("AppRunnerResourceArn", {
      doc: "ARN of the auto scaling configuration, with its revision or, for the newest, without. Left out, the account's default one. A change deploys nothing.",
      change: "update",
      same: sameRevision,
    }).optional(),
    networkConfiguration: networkConfiguration.optional(),
    observabilityConfiguration: observabilityConfiguration.optional(),
    encryptionConfiguration: encryptionConfiguration.optional(),
    deployOn: ownMap({
      doc: "Values whose change deploys the source again: the commit, the image's digest, a secret's version. App Runner itself never sees them; without them a new commit or image is deployed by App Runner (`autoDeploymentsEnabled`) or by `apprunner deploy`.",
      default: {},
      change: "update",
    }).optional(),
    desiredState: ownChoice(["running", "paused"], {
      doc: "Whether the service runs. `running` resumes one that somebody paused; `paused` pauses it, and for a change that App Runner takes of a running service only, resumes it, changes it and pauses it again. Left out, a service stays as it is, and a paused one refuses such a change.",
      change: "update",
    }).optional(),
    ignoreImage: ownFlag({
      doc: "Whether another program, such as a CI pipeline, owns the image's tag: the service is created from `imageIdentifier`, and from then on keeps the image that it has.",
      default: false,
      change: "update",
    }).optional(),
    deleteWithDomains: ownFlag({
      doc: "Whether a deletion, also one for a replacement, may take custom domains along that are still associated with the service. Otherwise it is refused while there are any, whoever associated them; those of the same program go first anyway.",
      default: false,
      change: "update",
    }).optional(),
    tags: tags.optional(),
  },
);

/** What App Runner tells of a service besides its inputs. Source: API shape Service. */
export const outputs = block(
  "Service",
  { doc: "A service as it is." },
  {
    serviceArn: text("AppRunnerResourceArn", { doc: "The service's ARN.", stays: true }),
    serviceId: text("ServiceId", {
      doc: "The id that App Runner gave the service; the last part of its ARN.",
      stays: true,
    }),
    serviceUrl: text("String", {
      doc: "Host name of the default URL, as the API has it. Empty for a private service.",
      stays: keepsUrl,
    }),
    url: text("String", { doc: "The default URL, ready to open.", stays: keepsUrl }),
    status: choice("ServiceStatus", { doc: "The service's status.", stays: runs }),
  },
);

/** A service that becomes private, or public, has another URL; one whose creation failed may have none yet. */
function keepsUrl(changed: readonly string[], { status }: Properties): boolean {
  return status !== "CREATE_FAILED" && !changed.some((path) => path.startsWith("networkConfiguration.ingress"));
}

function runs(changed: readonly string[], { status }: Properties): boolean {
  return status === "RUNNING" && !changed.includes("desiredState");
}
