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

const KINDS: readonly Part[] = [
  { path: SCALING, what: "auto scaling configuration", find: findConfiguration },
  { path: CONNECTOR, what: "VPC connector", find: findConnector },
  { path: TRACING, what: "observability configuration", find: findObservability },
];

/** Things that a service names by ARN and that are not there. Another program may make them until then: nothing here is certain. */
export async function foreseeParts(inputs: Properties, account: Account): Promise<Finding[]> {
  const found = KINDS.map(async ({ path, what, find }): Promise<Finding[]> => {
    const arn = knownAt<string>(inputs, path);
    if (arn === undefined) return [];
    return account.at("the account", async () => {
      if (await account.once(`${what} ${arn}`, (call) => find(arn, call))) return [];
      const message = `there is no ${what} ${arn} in this account and region, or it was deleted (INACTIVE)`;
      return [{ path, severity: "warning", message }];
    });
  });
  return (await Promise.all(found)).flat();
}
