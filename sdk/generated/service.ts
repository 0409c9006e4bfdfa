// Generated from provider/resources by `npm run generate`: do not edit.
import type * as pulumi from "@pulumi/pulumi";
import { AppRunnerResource, type ClassFacts } from "../resource";
import type {
  EncryptionConfiguration,
  EncryptionConfigurationArgs,
  HealthCheckConfiguration,
  HealthCheckConfigurationArgs,
  InstanceConfiguration,
  InstanceConfigurationArgs,
  NetworkConfiguration,
  NetworkConfigurationArgs,
  ServiceObservabilityConfiguration,
  ServiceObservabilityConfigurationArgs,
  ServiceStatus,
  SourceConfiguration,
  SourceConfigurationArgs,
} from "./types";

const FACTS: ClassFacts = {
  kind: "Service",
  module: "service",
  outputs: [
    "serviceName",
    "sourceConfiguration",
    "instanceConfiguration",
    "healthCheckConfiguration",
    "autoScalingConfigurationArn",
    "networkConfiguration",
    "observabilityConfiguration",
    "encryptionConfiguration",
    "deployOn",
    "desiredState",
    "ignoreImage",
    "deleteWithDomains",
    "tags",
    "serviceArn",
    "serviceId",
    "serviceUrl",
    "url",
    "status",
  ],
  secretWhenRead: ["sourceConfiguration"],
  nameProperty: "serviceName",
};

/** The inputs of a Service. */
export interface ServiceArgs {
  /** The service's name, unique in the account and region. Left out, one is made up from the resource's name. A change replaces: the name of a service cannot be changed: a new service is created with another ARN and another default URL; custom domains of the old one have to be associated again. */
  serviceName?: pulumi.Input<string>;
  /** The source that is deployed. A change deploys. */
  sourceConfiguration: pulumi.Input<SourceConfigurationArgs>;
  /** Size and role of each instance. A change deploys. */
  instanceConfiguration?: pulumi.Input<InstanceConfigurationArgs>;
  /** How App Runner finds out whether an instance is healthy. A change deploys. */
  healthCheckConfiguration?: pulumi.Input<HealthCheckConfigurationArgs>;
  /** ARN of the auto scaling configuration, with its revision or, for the newest, without. Left out, the account's default one. A change deploys nothing. */
  autoScalingConfigurationArn?: pulumi.Input<string>;
  /** The service's way out and in. */
  networkConfiguration?: pulumi.Input<NetworkConfigurationArgs>;
  /** Tracing. A change deploys. */
  observabilityConfiguration?: pulumi.Input<ServiceObservabilityConfigurationArgs>;
  /** The key that App Runner encrypts its copy of the source with. Left out, a key of AWS's own. A change replaces: the key of a service cannot be changed: a new service is created with another ARN and another default URL; custom domains of the old one have to be associated again. */
  encryptionConfiguration?: pulumi.Input<EncryptionConfigurationArgs>;
  /** Values whose change deploys the source again: the commit, the image's digest, a secret's version. App Runner itself never sees them; without them a new commit or image is deployed by App Runner (`autoDeploymentsEnabled`) or by `apprunner deploy`. */
  deployOn?: pulumi.Input<Record<string, pulumi.Input<string>>>;
  /** Whether the service runs. `running` resumes one that somebody paused; `paused` pauses it, and for a change that App Runner takes of a running service only, resumes it, changes it and pauses it again. Left out, a service stays as it is, and a paused one refuses such a change. */
  desiredState?: pulumi.Input<"running" | "paused">;
  /** Whether another program, such as a CI pipeline, owns the image's tag: the service is created from `imageIdentifier`, and from then on keeps the image that it has. Default: `false`. */
  ignoreImage?: pulumi.Input<boolean>;
  /** Whether a deletion, also one for a replacement, may take custom domains along that are still associated with the service. Otherwise it is refused while there are any, whoever associated them; those of the same program go first anyway. Default: `false`. */
  deleteWithDomains?: pulumi.Input<boolean>;
  /** Tags: at most 50 keys with their values. A change deploys nothing. */
  tags?: pulumi.Input<Record<string, pulumi.Input<string>>>;
}

/** A web service that App Runner builds or takes from an image, runs, scales and gives a URL. */
export class Service extends AppRunnerResource {
  /** The service's name, unique in the account and region. Left out, one is made up from the resource's name. A change replaces: the name of a service cannot be changed: a new service is created with another ARN and another default URL; custom domains of the old one have to be associated again. */
  declare readonly serviceName: pulumi.Output<string>;
  /** The source that is deployed. A change deploys. */
  declare readonly sourceConfiguration: pulumi.Output<SourceConfiguration>;
  /** Size and role of each instance. A change deploys. */
  declare readonly instanceConfiguration: pulumi.Output<InstanceConfiguration | undefined>;
  /** How App Runner finds out whether an instance is healthy. A change deploys. */
  declare readonly healthCheckConfiguration: pulumi.Output<HealthCheckConfiguration | undefined>;
  /** ARN of the auto scaling configuration, with its revision or, for the newest, without. Left out, the account's default one. A change deploys nothing. */
  declare readonly autoScalingConfigurationArn: pulumi.Output<string | undefined>;
  /** The service's way out and in. */
  declare readonly networkConfiguration: pulumi.Output<NetworkConfiguration | undefined>;
  /** Tracing. A change deploys. */
  declare readonly observabilityConfiguration: pulumi.Output<ServiceObservabilityConfiguration | undefined>;
  /** The key that App Runner encrypts its copy of the source with. Left out, a key of AWS's own. A change replaces: the key of a service cannot be changed: a new service is created with another ARN and another default URL; custom domains of the old one have to be associated again. */
  declare readonly encryptionConfiguration: pulumi.Output<EncryptionConfiguration | undefined>;
  /** Values whose change deploys the source again: the commit, the image's digest, a secret's version. App Runner itself never sees them; without them a new commit or image is deployed by App Runner (`autoDeploymentsEnabled`) or by `apprunner deploy`. */
  declare readonly deployOn: pulumi.Output<Record<string, string> | undefined>;
  /** Whether the service runs. `running` resumes one that somebody paused; `paused` pauses it, and for a change that App Runner takes of a running service only, resumes it, changes it and pauses it again. Left out, a service stays as it is, and a paused one refuses such a change. */
  declare readonly desiredState: pulumi.Output<"running" | "paused" | undefined>;
  /** Whether another program, such as a CI pipeline, owns the image's tag: the service is created from `imageIdentifier`, and from then on keeps the image that it has. Default: `false`. */
  declare readonly ignoreImage: pulumi.Output<boolean | undefined>;
  /** Whether a deletion, also one for a replacement, may take custom domains along that are still associated with the service. Otherwise it is refused while there are any, whoever associated them; those of the same program go first anyway. Default: `false`. */
  declare readonly deleteWithDomains: pulumi.Output<boolean | undefined>;
  /** Tags: at most 50 keys with their values. A change deploys nothing. */
  declare readonly tags: pulumi.Output<Record<string, string> | undefined>;
  /** The service's ARN. */
  declare readonly serviceArn: pulumi.Output<string>;
  /** The id that App Runner gave the service; the last part of its ARN. */
  declare readonly serviceId: pulumi.Output<string>;
  /** Host name of the default URL, as the API has it. Empty for a private service. */
  declare readonly serviceUrl: pulumi.Output<string>;
  /** The default URL, ready to open. */
  declare readonly url: pulumi.Output<string>;
  /** The service's status. */
  declare readonly status: pulumi.Output<ServiceStatus>;

  constructor(name: string, args: ServiceArgs, opts?: pulumi.CustomResourceOptions) {
    super(FACTS, name, args, opts);
  }

  /** Reads one that exists already, without managing it. `id` is the service's ARN; an import also takes its name. */
  static get(name: string, id: pulumi.Input<pulumi.ID>, opts?: pulumi.CustomResourceOptions): Service {
    return new Service(name, undefined as unknown as ServiceArgs, { ...opts, id });
  }
}
