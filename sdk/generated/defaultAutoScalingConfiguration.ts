// Generated from provider/resources by `npm run generate`: do not edit.
import type * as pulumi from "@pulumi/pulumi";
import { AppRunnerResource, type ClassFacts } from "../resource";
import type { AutoScalingConfigurationStatus } from "./types";

const FACTS: ClassFacts = {
  kind: "DefaultAutoScalingConfiguration",
  module: "defaultAutoScalingConfiguration",
  outputs: [
    "autoScalingConfigurationArn",
    "autoScalingConfigurationName",
    "autoScalingConfigurationRevision",
    "status",
  ],
  secretWhenRead: [],
};

/** The inputs of a DefaultAutoScalingConfiguration. */
export interface DefaultAutoScalingConfigurationArgs {
  /** ARN of the auto scaling configuration, with its revision or, for the newest, without. */
  autoScalingConfigurationArn: pulumi.Input<string>;
}

/** Which auto scaling configuration new services get that name none; services that are there keep theirs. There is one in each account and region, and always one: deleting this resource restores nothing, the configuration stays the default, and App Runner refuses to delete it until another one is made the default. */
export class DefaultAutoScalingConfiguration extends AppRunnerResource {
  /** ARN of the auto scaling configuration, with its revision or, for the newest, without. */
  declare readonly autoScalingConfigurationArn: pulumi.Output<string>;
  /** The configuration's name. */
  declare readonly autoScalingConfigurationName: pulumi.Output<string>;
  /** Number of the revision that is the default. */
  declare readonly autoScalingConfigurationRevision: pulumi.Output<number>;
  /** `ACTIVE`. */
  declare readonly status: pulumi.Output<AutoScalingConfigurationStatus>;

  constructor(name: string, args: DefaultAutoScalingConfigurationArgs, opts?: pulumi.CustomResourceOptions) {
    super(FACTS, name, args, opts);
  }

  /** Reads one that exists already, without managing it. `id` is `default`: there is one in each account and region. */
  static get(
    name: string,
    id: pulumi.Input<pulumi.ID>,
    opts?: pulumi.CustomResourceOptions,
  ): DefaultAutoScalingConfiguration {
    return new DefaultAutoScalingConfiguration(name, undefined as unknown as DefaultAutoScalingConfigurationArgs, {
      ...opts,
      id,
    });
  }
}
