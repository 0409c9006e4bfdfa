import type { Account, Finding, Foresee } from "../../core/account";
import { collect } from "../../core/pages";
import type { Properties } from "../../core/resource";
import { knownAt } from "../../core/unknown";
import { nameTaken } from "../nameTaken";
import { foreseeService, lookAtService } from "../service/foreseeService";
import { listIngresses } from "./find";

export const foresee: Foresee = {
  looks: [
    { finds: "a name that is taken", asks: ["apprunner:ListVpcIngressConnections"] },
    lookAtService("one that the internet reaches, which can have none"),
  ],
  async create(inputs, account) {
    const found = await Promise.all([
      freeName(inputs, account),
      foreseeService(inputs, account, ({ ServiceName, NetworkConfiguration }) =>
        NetworkConfiguration?.IngressConfiguration?.IsPubliclyAccessible === false
          ? undefined
          : `service ${ServiceName} is publicly accessible: set its networkConfiguration.ingressConfiguration.isPubliclyAccessible to false first`,
      ),
    ]);
    return found.flat();
  },
};

/** The list has ARNs only, and these have the name: `...:vpcingressconnection/<name>/<id>`. */
function freeName(inputs: Properties, account: Account): Promise<Finding[]> {
  const property = "vpcIngressConnectionName";
  const name = knownAt<string>(inputs, property);
  return account.at("the account", async () => {
    if (name === undefined) return [];
    const all = await account.once("ingress connections", (call) => collect(listIngresses(undefined, call)));
    const taken = all.find((arn) => arn.split("/")[1] === name);
    return taken ? [nameTaken("VpcIngressConnection", property, name, taken, account)] : [];
  });
}
