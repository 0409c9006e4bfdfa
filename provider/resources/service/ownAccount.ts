import type { Account } from "../../core/account";
import { findDefaultConfiguration } from "../autoScalingConfiguration/find";

/** Id of the account that services are made in, out of what every account has; undefined when App Runner does not say. */
export function ownAccount(account: Account): Promise<string | undefined> {
  return account.once("account id", async (call) => {
    const found = await findDefaultConfiguration(call).catch(() => undefined);
    return found?.AutoScalingConfigurationArn?.split(":")[4];
  });
}
