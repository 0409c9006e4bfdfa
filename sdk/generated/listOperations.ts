// Generated from provider/resources by `npm run generate`: do not edit.
import * as pulumi from "@pulumi/pulumi";
import { lookUp, type Plain } from "../lookUp";
import type { OperationSummary } from "./types";

/** What listOperations is asked. */
export interface ListOperationsArgs {
  /** ARN of the service. */
  serviceArn: pulumi.Input<string>;
  /** How many there are at most in the answer. Default: `100`. */
  limit?: pulumi.Input<number>;
}

/** What listOperations answers. */
export interface ListOperationsResult {
  /** The operations, newest first. */
  operations: OperationSummary[];
}

/** What was done to a service, newest first: deployments, updates, pauses and how they ended. */
export function listOperations(args: Plain<ListOperationsArgs>): Promise<ListOperationsResult> {
  return lookUp("listOperations", args);
}

/** `listOperations` for values that other resources give: asked once they are known. */
export function listOperationsOutput(args: ListOperationsArgs): pulumi.Output<ListOperationsResult> {
  return pulumi.output(args).apply((known) => listOperations(known as Plain<ListOperationsArgs>));
}
