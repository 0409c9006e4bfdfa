import * as pulumi from "@pulumi/pulumi";
import type { LookupName } from "../provider/lookups";

/** Args without the wrappers of values that are not known yet. */
export type Plain<Args> = { [Key in keyof Args]: pulumi.Unwrap<Args[Key]> };

/**
 * Asks App Runner with the stack's settings. What answers is loaded at the first question, so that a program that asks nothing does not
 * pay for it. Rejects when there is no such thing, or no answer within 30 seconds.
 */
export async function lookUp<Result>(name: LookupName, args: object): Promise<Result> {
  const { runLookup } = require("../provider/lookups/run") as typeof import("../provider/lookups/run");
  const log = (message: string): void => void pulumi.log.info(message);
  try {
    return (await runLookup(name, { ...args }, setting, log)) as Result;
  } catch (error) {
    throw new pulumi.RunError(error instanceof Error ? error.message : String(error));
  }
}

/** `apprunner:target` of the stack's configuration. */
function setting(key: string): string | undefined {
  const [namespace, name] = key.split(":") as [string, string];
  return new pulumi.Config(namespace).get(name);
}
