// Generated from provider/resources by `npm run generate`: do not edit.
import * as pulumi from "@pulumi/pulumi";
import { lookUp, type Plain } from "../lookUp";

/** What getHostedZoneId is asked. */
export interface GetHostedZoneIdArgs {
  /** The region. Left out, the program's. */
  region?: pulumi.Input<string>;
}

/** What getHostedZoneId answers. */
export interface GetHostedZoneIdResult {
  /** Id of the hosted zone. */
  hostedZoneId: string;
  /** The region. */
  region: string;
}

/** The Route 53 hosted zone of App Runner's own domains in a region: what an alias record that leads to a service's `dnsTarget` names as its zone. */
export function getHostedZoneId(args: Plain<GetHostedZoneIdArgs> = {}): Promise<GetHostedZoneIdResult> {
  return lookUp("getHostedZoneId", args);
}

/** `getHostedZoneId` for values that other resources give: asked once they are known. */
export function getHostedZoneIdOutput(args: GetHostedZoneIdArgs = {}): pulumi.Output<GetHostedZoneIdResult> {
  return pulumi.output(args).apply((known) => getHostedZoneId(known as Plain<GetHostedZoneIdArgs>));
}
