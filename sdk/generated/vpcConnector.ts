// Generated from provider/resources by `npm run generate`: do not edit.
import type * as pulumi from "@pulumi/pulumi";
import { AppRunnerResource, type ClassFacts } from "../resource";
import type { VpcConnectorStatus } from "./types";

const FACTS: ClassFacts = {
  kind: "VpcConnector",
  module: "vpcConnector",
  outputs: [
    "vpcConnectorName",
    "subnets",
    "securityGroups",
    "tags",
    "vpcConnectorArn",
    "vpcConnectorRevision",
    "status",
  ],
  secretWhenRead: [],
  nameProperty: "vpcConnectorName",
};

/** The inputs of a VpcConnector. */
export interface VpcConnectorArgs {
  /** The connector's name, unique in the account and region. Left out, one is made up from the resource's name. A change replaces: the name of a VPC connector cannot be changed: a new connector is created, and the services that use the old one have to be pointed to it. Leave vpcConnectorName out for that: one that keeps its name must be deleted first, which App Runner refuses while a service uses it. */
  vpcConnectorName?: pulumi.Input<string>;
  /** Ids of the subnets that requests of the services come from, of one VPC. Their order says nothing. A change replaces: the subnets of a VPC connector cannot be changed: a new connector is created, and the services that use the old one have to be pointed to it. Leave vpcConnectorName out for that: one that keeps its name must be deleted first, which App Runner refuses while a service uses it. */
  subnets: pulumi.Input<pulumi.Input<string>[]>;
  /** Ids of the security groups that the traffic has. Left out, the VPC's default one. Their order says nothing. A change replaces: the security groups of a VPC connector cannot be changed: a new connector is created, and the services that use the old one have to be pointed to it. Leave vpcConnectorName out for that: one that keeps its name must be deleted first, which App Runner refuses while a service uses it. */
  securityGroups?: pulumi.Input<pulumi.Input<string>[]>;
  /** Tags: at most 50 keys with their values. A change deploys nothing. */
  tags?: pulumi.Input<Record<string, pulumi.Input<string>>>;
}

/** A way for services into a VPC. Only one connector can have a given set of subnets and security groups; share it between services. */
export class VpcConnector extends AppRunnerResource {
  /** The connector's name, unique in the account and region. Left out, one is made up from the resource's name. A change replaces: the name of a VPC connector cannot be changed: a new connector is created, and the services that use the old one have to be pointed to it. Leave vpcConnectorName out for that: one that keeps its name must be deleted first, which App Runner refuses while a service uses it. */
  declare readonly vpcConnectorName: pulumi.Output<string>;
  /** Ids of the subnets that requests of the services come from, of one VPC. Their order says nothing. A change replaces: the subnets of a VPC connector cannot be changed: a new connector is created, and the services that use the old one have to be pointed to it. Leave vpcConnectorName out for that: one that keeps its name must be deleted first, which App Runner refuses while a service uses it. */
  declare readonly subnets: pulumi.Output<string[]>;
  /** Ids of the security groups that the traffic has. Left out, the VPC's default one. Their order says nothing. A change replaces: the security groups of a VPC connector cannot be changed: a new connector is created, and the services that use the old one have to be pointed to it. Leave vpcConnectorName out for that: one that keeps its name must be deleted first, which App Runner refuses while a service uses it. */
  declare readonly securityGroups: pulumi.Output<string[] | undefined>;
  /** Tags: at most 50 keys with their values. A change deploys nothing. */
  declare readonly tags: pulumi.Output<Record<string, string> | undefined>;
  /** The connector's ARN. */
  declare readonly vpcConnectorArn: pulumi.Output<string>;
  /** Its revision: App Runner has never made more than the first. */
  declare readonly vpcConnectorRevision: pulumi.Output<number>;
  /** `ACTIVE`, or `INACTIVE` once deleted. */
  declare readonly status: pulumi.Output<VpcConnectorStatus>;

  constructor(name: string, args: VpcConnectorArgs, opts?: pulumi.CustomResourceOptions) {
    super(FACTS, name, args, opts);
  }

  /** Reads one that exists already, without managing it. `id` is the connector's ARN; an import also takes its name. */
  static get(name: string, id: pulumi.Input<pulumi.ID>, opts?: pulumi.CustomResourceOptions): VpcConnector {
    return new VpcConnector(name, undefined as unknown as VpcConnectorArgs, { ...opts, id });
  }
}
