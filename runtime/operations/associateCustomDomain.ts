import type { AssociateCustomDomainRequest, AssociateCustomDomainResponse } from "@aws-sdk/client-apprunner";
import { invalidRequest } from "../model/apiError";
import { customDomainHosts, isWildcard } from "../model/customDomain";
import type { Operation, OperationContext } from "./context";
import { describeDomain, describeTargets } from "./domain/shape";
import { findLiveService, requireStatus } from "./service/find";

/**
 * Gives a service a domain of its own, with `www.` unless that is switched off or the domain is a wildcard. The API declares no
 * ResourceNotFoundException for it.
 */
export const associateCustomDomain: Operation<AssociateCustomDomainRequest, AssociateCustomDomainResponse> = (
  input,
  context,
) => {
  const { state } = context;
  const serviceArn = input.ServiceArn!;
  const domain = input.DomainName!.toLowerCase();
  const enableWww = input.EnableWWWSubdomain ?? !isWildcard(domain);
  const answer = state.transaction(() => {
    const service = findLiveService(context, serviceArn, invalidRequest);
    requireStatus(context, service, "associated with a custom domain");
    checkFree(context, customDomainHosts({ domain, enableWww }));
    checkRoom(context, serviceArn);
    state.customDomains.insert({
      serviceArn,
      domain,
      enableWww,
      status: "creating",
      createdAt: context.now().getTime(),
    });
    const row = state.customDomains.find(serviceArn, domain)!;
    return { ...describeTargets(context, service), CustomDomain: describeDomain(row) };
  });
  context.enqueue(serviceArn);
  return answer;
};

function checkFree({ state }: OperationContext, hosts: readonly string[]): void {
  for (const host of hosts) {
    const holder = state.customDomains.findHolder(host);
    if (holder) throw invalidRequest(`${host} is already associated with a service. Service Arn: ${holder.serviceArn}`);
  }
}

function checkRoom({ state, quotas }: OperationContext, serviceArn: string): void {
  if (state.customDomains.listOfService(serviceArn).length < quotas.customDomainsPerService) return;
  throw invalidRequest(
    `A service can have at most ${quotas.customDomainsPerService} custom domains. Disassociate one first. Service Arn: ${serviceArn}`,
  );
}
