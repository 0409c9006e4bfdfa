import type { CertificateValidationRecord, CustomDomain, VpcDNSTarget } from "@aws-sdk/client-apprunner";
import { isApiError } from "../../core/api";
import { collect, listAll } from "../../core/pages";
import type { Call } from "../../core/resource";

/** A live association with the DNS targets of its service. */
export interface Found {
  domain: CustomDomain;
  dnsTarget: string;
  vpcDNSTargets: VpcDNSTarget[];
}

/** The association of a domain with a service, or undefined. */
export async function findAssociation(domainName: string, serviceArn: string, call: Call): Promise<Found | undefined> {
  let NextToken: string | undefined;
  try {
    do {
      const page = await call.api.call("DescribeCustomDomains", { ServiceArn: serviceArn, NextToken }, call);
      const domain = page.CustomDomains?.find(
        ({ DomainName }) => DomainName?.toLowerCase() === domainName.toLowerCase(),
      );
      if (domain) return { domain, dnsTarget: page.DNSTarget ?? "", vpcDNSTargets: page.VpcDNSTargets ?? [] };
      NextToken = page.NextToken;
    } while (NextToken);
    return undefined;
  } catch (error) {
    if (isApiError(error, "ResourceNotFoundException")) return undefined;
    throw error;
  }
}

/** The domains that lead to a service, or will; none when there is no such service. */
export async function listDomains(serviceArn: string, call: Call): Promise<CustomDomain[]> {
  const all = await listAllDomains(serviceArn, call);
  return all.filter((domain) => !["DELETING", "CREATE_FAILED"].includes(statusOf(domain)));
}

/** Whatever its lists have for a service, failed associations too; none when there is no such service. */
export async function listAllDomains(serviceArn: string, call: Call): Promise<CustomDomain[]> {
  const all = listAll(
    (NextToken) => call.api.call("DescribeCustomDomains", { ServiceArn: serviceArn, NextToken }, call),
    (page) => page.CustomDomains,
  );
  try {
    return await collect(all);
  } catch (error) {
    if (isApiError(error, "ResourceNotFoundException")) return [];
    throw error;
  }
}

/** The API answers small letters where its model has capitals. */
export function statusOf(domain: CustomDomain): string {
  return String(domain.Status).toUpperCase();
}

/** The records that prove who owns the domain, in an order that stays: the API promises none. */
export function recordsOf(domain: CustomDomain): CertificateValidationRecord[] {
  return [...(domain.CertificateValidationRecords ?? [])].sort((a, b) => compareText(a.Name, b.Name));
}

function compareText(one = "", other = ""): number {
  return one < other ? -1 : one > other ? 1 : 0;
}
