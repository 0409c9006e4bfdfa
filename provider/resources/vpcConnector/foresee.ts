import type { Foresee } from "../../core/account";
import { collect } from "../../core/pages";
import { sameItems } from "../../core/property";
import { holdsUnknown, knownAt } from "../../core/unknown";
import { nameTaken } from "../nameTaken";
import { listConnectors } from "./find";

export const foresee: Foresee = {
  looks: [
    {
      finds: "a name that is taken, and a connector of the same subnets and security groups",
      asks: ["apprunner:ListVpcConnectors"],
    },
  ],
  async create(inputs, account) {
    const all = await account.once("VPC connectors", (call) => collect(listConnectors(call)));
    const name = knownAt<string>(inputs, "vpcConnectorName");
    const taken = name === undefined ? undefined : all.find((one) => one.VpcConnectorName === name);
    if (taken) return [nameTaken("VpcConnector", "vpcConnectorName", name!, taken.VpcConnectorArn!, account)];
    const [subnets, groups] = [inputs.subnets, inputs.securityGroups];
    if (!groups || holdsUnknown(subnets) || holdsUnknown(groups)) return [];
    const same = all.find((one) => sameItems(one.Subnets, subnets) && sameItems(one.SecurityGroups, groups));
    if (!same) return [];
    const message = `${same.VpcConnectorArn} has the same subnets and security groups, and App Runner allows one such connector: use its ARN`;
    return [{ path: "subnets", severity: "error", message }];
  },
};
