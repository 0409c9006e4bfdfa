// Generated from provider/resources by `npm run generate`: do not edit.
import * as pulumi from "@pulumi/pulumi";
import { lookUp, type Plain } from "../lookUp";
import type { AutoScalingConfigurationStatus } from "./types";

/** What getAutoScalingConfiguration is asked. Exactly one of autoScalingConfigurationName and autoScalingConfigurationArn. */
export interface GetAutoScalingConfigurationArgs {
  /** The configuration's name. */
  autoScalingConfigurationName?: pulumi.Input<string>;
  /** The configuration's ARN, with its revision or, for the newest, without. */
  autoScalingConfigurationArn?: pulumi.Input<string>;
}

/** What getAutoScalingConfiguration answers. */
export interface GetAutoScalingConfigurationResult {
  /** The configuration's name. Left out, one is made up from the resource's name. A change replaces: the name of an auto scaling configuration cannot be changed: a new one is created, and the services that use the old one have to be pointed to it. */
  autoScalingConfigurationName: string;
  /** Requests that one instance takes at once; more of them start another instance. Default: `100`. */
  maxConcurrency?: number;
  /** Instances that are always there. Default: `1`. */
  minSize?: number;
  /** Instances that there are at most. Default: `25`. */
  maxSize?: number;
  /** Tags: at most 50 keys with their values. A change deploys nothing. */
  tags?: Record<string, string>;
  /** ARN of the revision that is in force; another after each change. */
  autoScalingConfigurationArn: string;
  /** Number of that revision. */
  autoScalingConfigurationRevision: number;
  /** Whether it is the newest revision of the name. */
  latest: boolean;
  /** `ACTIVE`, or `INACTIVE` once deleted. */
  status: AutoScalingConfigurationStatus;
}

/** An auto scaling configuration that exists, by its name (the newest revision) or its ARN. */
export function getAutoScalingConfiguration(
  args: Plain<GetAutoScalingConfigurationArgs>,
): Promise<GetAutoScalingConfigurationResult> {
  return lookUp("getAutoScalingConfiguration", args);
}

/** `getAutoScalingConfiguration` for values that other resources give: asked once they are known. */
export function getAutoScalingConfigurationOutput(
  args: GetAutoScalingConfigurationArgs,
): pulumi.Output<GetAutoScalingConfigurationResult> {
  return pulumi
    .output(args)
    .apply((known) => getAutoScalingConfiguration(known as Plain<GetAutoScalingConfigurationArgs>));
}
