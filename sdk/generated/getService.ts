// Generated from provider/resources by `npm run generate`: do not edit.
import * as pulumi from "@pulumi/pulumi";
import { lookUp, type Plain } from "../lookUp";
import type {
  EncryptionConfiguration,
  HealthCheckConfiguration,
  InstanceConfiguration,
  NetworkConfiguration,
  ServiceObservabilityConfiguration,
  ServiceStatus,
  SourceConfiguration,
} from "./types";

/** What getService is asked. Exactly one of serviceName and serviceArn. */
export interface GetServiceArgs {
  /** The service's name. */
  serviceName?: pulumi.Input<string>;
  /** The service's ARN. */
  serviceArn?: pulumi.Input<string>;
}

/** What getService answers. */
export interface GetServiceResult {
  /** The service's name, unique in the account and region. Left out, one is made up from the resource's name. A change replaces: the name of a service cannot be changed: a new service is created with another ARN and another default URL; custom domains of the old one have to be associated again. */
  serviceName: string;
  /** The source that is deployed. A change deploys. */
  sourceConfiguration: SourceConfiguration;
  /** Size and role of each instance. A change deploys. */
  instanceConfiguration?: InstanceConfiguration;
  /** How App Runner finds out whether an instance is healthy. A change deploys. */
  healthCheckConfiguration?: HealthCheckConfiguration;
  /** ARN of the auto scaling configuration, with its revision or, for the newest, without. Left out, the account's default one. A change deploys nothing. */
  autoScalingConfigurationArn?: string;
  /** The service's way out and in. */
  networkConfiguration?: NetworkConfiguration;
  /** Tracing. A change deploys. */
  observabilityConfiguration?: ServiceObservabilityConfiguration;
  /** The key that App Runner encrypts its copy of the source with. Left out, a key of AWS's own. A change replaces: the key of a service cannot be changed: a new service is created with another ARN and another default URL; custom domains of the old one have to be associated again. */
  encryptionConfiguration?: EncryptionConfiguration;
  /** Tags: at most 50 keys with their values. A change deploys nothing. */
  tags?: Record<string, string>;
  /** The service's ARN. */
  serviceArn: string;
  /** The id that App Runner gave the service; the last part of its ARN. */
  serviceId: string;
  /** Host name of the default URL, as the API has it. Empty for a private service. */
  serviceUrl: string;
  /** The default URL, ready to open. */
  url: string;
  /** The service's status. */
  status: ServiceStatus;
}

/** A service that exists, by its name or its ARN, whoever made it. The values of its environment variables are left out: they may be secrets. */
export function getService(args: Plain<GetServiceArgs>): Promise<GetServiceResult> {
  return lookUp("getService", args);
}

/** `getService` for values that other resources give: asked once they are known. */
export function getServiceOutput(args: GetServiceArgs): pulumi.Output<GetServiceResult> {
  return pulumi.output(args).apply((known) => getService(known as Plain<GetServiceArgs>));
}
