import type { Service } from "@aws-sdk/client-apprunner";
import type { Account, Finding, Look } from "../../core/account";
import type { Properties } from "../../core/resource";
import { knownAt } from "../../core/unknown";
import { findService } from "./find";

/** The look of what belongs to a service, for the docs. */
export function lookAtService(finds: string): Look {
  return { finds: `a service that is not there${finds && `, or ${finds}`}`, asks: ["apprunner:DescribeService"] };
}

/**
 * What is wrong with the service that `serviceArn` of the inputs names: that it is not there, or what `wrong` says of it. Read anew each
 * time, since an update may just have changed it; and the same program may still change it, so all of it are warnings.
 */
export async function foreseeService(
  inputs: Properties,
  account: Account,
  wrong: (live: Service) => string | undefined = () => undefined,
): Promise<Finding[]> {
  const path = "serviceArn";
  const arn = knownAt<string>(inputs, path);
  if (arn === undefined) return [];
  return account.at("the account", async () => {
    const live = await findService(arn, account.call);
    const message = live ? wrong(live) : `there is no service ${arn} in this account and region`;
    return message === undefined ? [] : [{ path, severity: "warning", message }];
  });
}
