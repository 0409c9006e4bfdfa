import type { Account, Finding, Foresee } from "../../core/account";
import type { Properties } from "../../core/resource";
import { sideBySide } from "../../core/sideBySide";
import { knownAt } from "../../core/unknown";
import { adoption } from "../adoption";
import { serviceNameOf } from "../service/find";
import { allServices } from "../service/foresee";
import { foreseeService, lookAtService } from "../service/foreseeService";
import { listDomains } from "./find";

/** Services asked for their domains at once. */
const AT_ONCE = 8;

export const foresee: Foresee = {
  looks: [
    {
      finds: "a domain that is on another service",
      asks: ["apprunner:ListServices", "apprunner:DescribeCustomDomains"],
    },
    lookAtService(""),
  ],
  async create(inputs, account) {
    const found = await Promise.all([freeDomain(inputs, account), foreseeService(inputs, account)]);
    return found.flat();
  },
};

/** A domain can be on one service only. The API cannot be asked which: each service is. */
async function freeDomain(inputs: Properties, account: Account): Promise<Finding[]> {
  const domain = knownAt<string>(inputs, "domainName")?.toLowerCase();
  if (domain === undefined) return [];
  const arns = (await allServices(account)).map(({ ServiceArn }) => ServiceArn!);
  const has = await sideBySide(arns, AT_ONCE, async (arn) => {
    const domains = await account.once(`domains of ${arn}`, (call) => listDomains(arn, call));
    return domains.some(({ DomainName }) => DomainName?.toLowerCase() === domain);
  });
  const holder = arns.find((_, index) => has[index]);
  if (!holder) return [];
  const message =
    `"${domain}" is associated with service ${serviceNameOf(holder)} (${holder}) already, and a domain can be on one service only. ` +
    `Disassociate it there, or adopt the association ${adoption("CustomDomainAssociation", `${domain},${holder}`, account, serviceNameOf(holder))}`;
  return [{ path: "domainName", severity: "error", message }];
}
