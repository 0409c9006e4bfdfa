import type { Account, Finding } from "../../core/account";
import { collect } from "../../core/pages";
import type { Properties } from "../../core/resource";
import { listDomains } from "../customDomainAssociation/find";
import { listIngresses } from "../vpcIngressConnection/find";

/**
 * What a service takes along when another takes its place, and what keeps it from being removed. Things of the same program go, or are
 * moved, before it: only a person can tell them from the others.
 */
export async function foreseeReplacement(id: string, olds: Properties, account: Account): Promise<Finding[]> {
  return account.at("the account", async () => {
    const [domains, ingress] = await Promise.all([
      account.once(`domains of ${id}`, (call) => listDomains(id, call)),
      account.once(`ingress connections of ${id}`, (call) => collect(listIngresses(id, call))),
    ]);
    return [
      ...domains.map(({ DomainName }) => ofDomain(String(DomainName), olds)),
      ...ingress.map((arn) =>
        warning(
          "",
          `ingress connection ${arn} leads to the old service: as long as it is there, App Runner refuses to delete that service. One of this program is replaced first; delete any other`,
        ),
      ),
      ...(olds.url ? [warning("", `${olds.url} is gone with the old service; the new one has another URL`)] : []),
    ];
  });
}

function ofDomain(domain: string, { deleteWithDomains }: Properties): Finding {
  const refusal =
    deleteWithDomains === true
      ? ""
      : ". An association of this program is moved first; with any other, the old service is not deleted unless deleteWithDomains is true";
  return warning(
    "",
    `${domain} is associated with the old service: it does not answer from then on until it is associated with the new one and validated${refusal}`,
  );
}

function warning(path: string, message: string): Finding {
  return { path, severity: "warning", message };
}
