// Generated from provider/resources by `npm run generate`: do not edit.
import type * as pulumi from "@pulumi/pulumi";
import { AppRunnerResource, type ClassFacts } from "../resource";
import type { ObservabilityConfigurationStatus, TraceConfiguration, TraceConfigurationArgs } from "./types";

const FACTS: ClassFacts = {
  kind: "ObservabilityConfiguration",
  module: "observabilityConfiguration",
  outputs: [
    "observabilityConfigurationName",
    "traceConfiguration",
    "tags",
    "observabilityConfigurationArn",
    "observabilityConfigurationRevision",
    "latest",
    "status",
  ],
  secretWhenRead: [],
  nameProperty: "observabilityConfigurationName",
};

/** The inputs of a ObservabilityConfiguration. */
export interface ObservabilityConfigurationArgs {
  /** The configuration's name. Left out, one is made up from the resource's name. A change replaces: the name of an observability configuration cannot be changed: a new one is created, and the services that use the old one have to be pointed to it. */
  observabilityConfigurationName?: pulumi.Input<string>;
  /** Tracing. Left out, nothing is traced. */
  traceConfiguration?: pulumi.Input<TraceConfigurationArgs>;
  /** Tags: at most 50 keys with their values. A change deploys nothing. */
  tags?: pulumi.Input<Record<string, pulumi.Input<string>>>;
}

/** How services are traced. A change makes a new revision of the same name; the services that use the old one get the new one, which deploys them. */
export class ObservabilityConfiguration extends AppRunnerResource {
  /** The configuration's name. Left out, one is made up from the resource's name. A change replaces: the name of an observability configuration cannot be changed: a new one is created, and the services that use the old one have to be pointed to it. */
  declare readonly observabilityConfigurationName: pulumi.Output<string>;
  /** Tracing. Left out, nothing is traced. */
  declare readonly traceConfiguration: pulumi.Output<TraceConfiguration | undefined>;
  /** Tags: at most 50 keys with their values. A change deploys nothing. */
  declare readonly tags: pulumi.Output<Record<string, string> | undefined>;
  /** ARN of the revision that is in force; another after each change. */
  declare readonly observabilityConfigurationArn: pulumi.Output<string>;
  /** Number of that revision. */
  declare readonly observabilityConfigurationRevision: pulumi.Output<number>;
  /** Whether it is the newest revision of the name. */
  declare readonly latest: pulumi.Output<boolean>;
  /** `ACTIVE`, or `INACTIVE` once deleted. */
  declare readonly status: pulumi.Output<ObservabilityConfigurationStatus>;

  constructor(name: string, args?: ObservabilityConfigurationArgs, opts?: pulumi.CustomResourceOptions) {
    super(FACTS, name, args, opts);
  }

  /** Reads one that exists already, without managing it. `id` is the configuration's ARN without revision; an import also takes its name or the ARN of a revision. */
  static get(
    name: string,
    id: pulumi.Input<pulumi.ID>,
    opts?: pulumi.CustomResourceOptions,
  ): ObservabilityConfiguration {
    return new ObservabilityConfiguration(name, undefined as unknown as ObservabilityConfigurationArgs, {
      ...opts,
      id,
    });
  }
}
