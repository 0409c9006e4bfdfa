import type { DisassociateCustomDomainRequest, DisassociateCustomDomainResponse } from "@aws-sdk/client-apprunner";
import { invalidState, resourceNotFound } from "../model/apiError";
import type { Operation } from "./context";
import { describeDomain, describeTargets } from "./domain/shape";
import { findLiveService, requireStatus } from "./service/find";

/** Takes a domain from a service; it is gone once the ingress no longer answers for it. */
export const disassociateCustomDomain: Operation<DisassociateCustomDomainRequest, DisassociateCustomDomainResponse> = (
  input,
  context,
) => {
  const { state } = context;
  const serviceArn = input.ServiceArn!;
  const domain = input.DomainName!.toLowerCase();
  const answer = state.transaction(() => {
    const service = findLiveService(context, serviceArn);
    const row = state.customDomains.find(serviceArn, domain);
    if (!row) throw resourceNotFound(`No custom domain ${input.DomainName} found for the provided service`);
    requireStatus(context, service, "disassociated from a custom domain");
    if (row.status === "deleting") {
      throw invalidState(`${domain} is being disassociated already. Service Arn: ${serviceArn}`);
    }
    state.customDomains.setStatus(serviceArn, domain, "deleting", context.now().getTime());
    return {
      ...describeTargets(context, service),
      CustomDomain: describeDomain(state.customDomains.find(serviceArn, domain)!),
    };
  });
  context.enqueue(serviceArn);
  return answer;
};
