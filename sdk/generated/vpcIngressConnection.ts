// Generated from provider/resources by `npm run generate`: do not edit.
import type * as pulumi from "@pulumi/pulumi";
import { AppRunnerResource, type ClassFacts } from "../resource";
import type { IngressVpcConfiguration, IngressVpcConfigurationArgs, VpcIngressConnectionStatus } from "./types";

const FACTS: ClassFacts = {
  kind: "VpcIngressConnection",
  module: "vpcIngressConnection",
  outputs: [
    "serviceArn",
    "vpcIngressConnectionName",
    "ingressVpcConfiguration",
    "tags",
    "vpcIngressConnectionArn",
    "domainName",
    "accountId",
    "status",
  ],
  secretWhenRead: [],
  nameProperty: "vpcIngressConnectionName",
};

/** The inputs of a VpcIngressConnection. */
export interface VpcIngressConnectionArgs {
  /** ARN of the service. A change replaces: an ingress connection cannot be moved to another service: a new ingress connection with another domain name is created; clients in the VPC have to be pointed to it. */
  serviceArn: pulumi.Input<string>;
  /** The ingress connection's name, unique in the account and region. Left out, one is made up from the resource's name. A change replaces: the name of an ingress connection cannot be changed: a new ingress connection with another domain name is created; clients in the VPC have to be pointed to it. */
  vpcIngressConnectionName?: pulumi.Input<string>;
  /** Where the clients are. A change moves the connection in place. */
  ingressVpcConfiguration: pulumi.Input<IngressVpcConfigurationArgs>;
  /** Tags: at most 50 keys with their values. A change deploys nothing. */
  tags?: pulumi.Input<Record<string, pulumi.Input<string>>>;
}

/** A way from a VPC to a service that the internet does not reach: its `networkConfiguration.ingressConfiguration.isPubliclyAccessible` must be false. */
export class VpcIngressConnection extends AppRunnerResource {
  /** ARN of the service. A change replaces: an ingress connection cannot be moved to another service: a new ingress connection with another domain name is created; clients in the VPC have to be pointed to it. */
  declare readonly serviceArn: pulumi.Output<string>;
  /** The ingress connection's name, unique in the account and region. Left out, one is made up from the resource's name. A change replaces: the name of an ingress connection cannot be changed: a new ingress connection with another domain name is created; clients in the VPC have to be pointed to it. */
  declare readonly vpcIngressConnectionName: pulumi.Output<string>;
  /** Where the clients are. A change moves the connection in place. */
  declare readonly ingressVpcConfiguration: pulumi.Output<IngressVpcConfiguration>;
  /** Tags: at most 50 keys with their values. A change deploys nothing. */
  declare readonly tags: pulumi.Output<Record<string, string> | undefined>;
  /** The ingress connection's ARN. */
  declare readonly vpcIngressConnectionArn: pulumi.Output<string>;
  /** Host name by which clients in the VPC reach the service. */
  declare readonly domainName: pulumi.Output<string>;
  /** Id of the account that owns it. */
  declare readonly accountId: pulumi.Output<string>;
  /** `AVAILABLE` once it can be used. */
  declare readonly status: pulumi.Output<VpcIngressConnectionStatus>;

  constructor(name: string, args: VpcIngressConnectionArgs, opts?: pulumi.CustomResourceOptions) {
    super(FACTS, name, args, opts);
  }

  /** Reads one that exists already, without managing it. `id` is the ingress connection's ARN; an import also takes its name. */
  static get(name: string, id: pulumi.Input<pulumi.ID>, opts?: pulumi.CustomResourceOptions): VpcIngressConnection {
    return new VpcIngressConnection(name, undefined as unknown as VpcIngressConnectionArgs, { ...opts, id });
  }
}
