import type { Account, Finding } from "../../core/account";
import type { Call, Properties } from "../../core/resource";
import { knownAt } from "../../core/unknown";
import { findConfiguration } from "../autoScalingConfiguration/find";
import { findObservability } from "../observabilityConfiguration/find";
import { findConnector } from "../vpcConnector/find";
import { CONNECTOR, SCALING, TRACING } from "./paths";

interface Part {
  path: string;
  what: string;
  find(arn: string, call: Call): Promise<object | undefined>;
}

const SCALING_PART: Part = { path: SCALING, what: "auto scaling configuration", find: findConfiguration };
const KINDS: readonly Part[] = [
  SCALING_PART,
  { path: CONNECTOR, what: "VPC connector", find: findConnector },
  { path: TRACING, what: "observability configuration", find: findObservability },
];

/** Things that a service names by ARN and that are not there. Another program may make them until then: nothing here is certain. */
export async function foreseeParts(inputs: Properties, account: Account): Promise<Finding[]> {
  return (await Promise.all(KINDS.map((part) => foreseePart(part, inputs, account)))).flat();
}

/** The auto scaling configuration alone, which more than services name. */
export function foreseeScaling(inputs: Properties, account: Account): Promise<Finding[]> {
  return foreseePart(SCALING_PART, inputs, account);
}

async function foreseePart({ path, what, find }: Part, inputs: Properties, account: Account): Promise<Finding[]> {
  const arn = knownAt<string>(inputs, path);
  if (arn === undefined) return [];
  return account.at("the account", async () => {
    if (await account.once(`${what} ${arn}`, (call) => find(arn, call))) return [];
    const message = `there is no ${what} ${arn} in this account and region, or it was deleted (INACTIVE)`;
    return [{ path, severity: "warning", message }];
  });
}
