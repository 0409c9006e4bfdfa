// Generated from provider/resources by `npm run generate`: do not edit.
import type * as pulumi from "@pulumi/pulumi";
import { AppRunnerResource, type ClassFacts } from "../resource";
import type { AutoScalingConfigurationStatus } from "./types";

const FACTS: ClassFacts = {
  kind: "AutoScalingConfiguration",
  module: "autoScalingConfiguration",
  outputs: [
    "autoScalingConfigurationName",
    "maxConcurrency",
    "minSize",
    "maxSize",
    "tags",
    "autoScalingConfigurationArn",
    "autoScalingConfigurationRevision",
    "latest",
    "status",
  ],
  secretWhenRead: [],
  nameProperty: "autoScalingConfigurationName",
};

/** The inputs of a AutoScalingConfiguration. */
export interface AutoScalingConfigurationArgs {
  /** The configuration's name. Left out, one is made up from the resource's name. A change replaces: the name of an auto scaling configuration cannot be changed: a new one is created, and the services that use the old one have to be pointed to it. */
  autoScalingConfigurationName?: pulumi.Input<string>;
  /** Requests that one instance takes at once; more of them start another instance. Default: `100`. */
  maxConcurrency?: pulumi.Input<number>;
  /** Instances that are always there. Default: `1`. */
  minSize?: pulumi.Input<number>;
  /** Instances that there are at most. Default: `25`. */
  maxSize?: pulumi.Input<number>;
  /** Tags: at most 50 keys with their values. A change deploys nothing. */
  tags?: pulumi.Input<Record<string, pulumi.Input<string>>>;
}

/** How many instances a service has, and how many requests each takes at once. A change makes a new revision of the same name; the services that use the old one get the new one. */
export class AutoScalingConfiguration extends AppRunnerResource {
  /** The configuration's name. Left out, one is made up from the resource's name. A change replaces: the name of an auto scaling configuration cannot be changed: a new one is created, and the services that use the old one have to be pointed to it. */
  declare readonly autoScalingConfigurationName: pulumi.Output<string>;
  /** Requests that one instance takes at once; more of them start another instance. Default: `100`. */
  declare readonly maxConcurrency: pulumi.Output<number | undefined>;
  /** Instances that are always there. Default: `1`. */
  declare readonly minSize: pulumi.Output<number | undefined>;
  /** Instances that there are at most. Default: `25`. */
  declare readonly maxSize: pulumi.Output<number | undefined>;
  /** Tags: at most 50 keys with their values. A change deploys nothing. */
  declare readonly tags: pulumi.Output<Record<string, string> | undefined>;
  /** ARN of the revision that is in force; another after each change. */
  declare readonly autoScalingConfigurationArn: pulumi.Output<string>;
  /** Number of that revision. */
  declare readonly autoScalingConfigurationRevision: pulumi.Output<number>;
  /** Whether it is the newest revision of the name. */
  declare readonly latest: pulumi.Output<boolean>;
  /** `ACTIVE`, or `INACTIVE` once deleted. */
  declare readonly status: pulumi.Output<AutoScalingConfigurationStatus>;

  constructor(name: string, args?: AutoScalingConfigurationArgs, opts?: pulumi.CustomResourceOptions) {
    super(FACTS, name, args, opts);
  }

  /** Reads one that exists already, without managing it. `id` is the configuration's ARN without revision; an import also takes its name or the ARN of a revision. */
  static get(name: string, id: pulumi.Input<pulumi.ID>, opts?: pulumi.CustomResourceOptions): AutoScalingConfiguration {
    return new AutoScalingConfiguration(name, undefined as unknown as AutoScalingConfigurationArgs, { ...opts, id });
  }
}
