import type { Properties } from "../../provider/core/resource";
import { isWildcard, looksLikeRoot } from "../../provider/resources/customDomainAssociation/names";
import type { DnsRecord } from "./report";
import { definitionOf } from "./resourceKind";
import type { Planned } from "./rows";

interface ValidationRecord {
  name?: string;
  type?: string;
  value?: string;
  status?: string;
}

/** The DNS records that a person still has to make for the custom domains of the preview. */
export function dnsRecordsOf(plan: readonly Planned[]): DnsRecord[] {
  return plan
    .filter(({ type, action }) => definitionOf(type)?.kind === "CustomDomainAssociation" && action !== "delete")
    .flatMap((association) =>
      association.action === "create" || association.action === "replace" ? toCome(association) : pending(association),
    );
}

function toCome({ new: wanted }: Planned): DnsRecord[] {
  const domain = String(wanted?.inputs?.domainName ?? "");
  const www = !isWildcard(domain) && wanted?.inputs?.enableWWWSubdomain !== false;
  const count = www ? "3 records" : "1 or 2 records";
  return [
    {
      domain,
      name: "(told after the association)",
      type: "CNAME",
      purpose: `certificate validation: ${count}, first of all`,
    },
    { domain, name: domain, type: looksLikeRoot(domain) ? "ALIAS" : "CNAME", purpose: "leads to the service" },
    ...(www ? [{ domain, name: `www.${domain}`, type: "CNAME", purpose: "leads to the service" }] : []),
  ];
}

/** Nothing is to be done once the association is active; a record that was found needs no more telling. */
function pending({ old }: Planned): DnsRecord[] {
  const outputs: Properties = old?.outputs ?? {};
  if (String(outputs.status).toLowerCase() === "active") return [];
  const domain = String(outputs.domainName ?? "");
  const records = Array.isArray(outputs.certificateValidationRecords)
    ? (outputs.certificateValidationRecords as ValidationRecord[])
    : [];
  const open = records.filter(({ status }) => status !== "SUCCESS");
  return [
    ...open.map(({ name, type, value }) => ({
      domain,
      name: String(name),
      type: String(type ?? "CNAME"),
      value: String(value),
      purpose: "certificate validation",
    })),
    ...(open.length > 0 && typeof outputs.dnsTarget === "string"
      ? [
          {
            domain,
            name: domain,
            type: looksLikeRoot(domain) ? "ALIAS" : "CNAME",
            value: outputs.dnsTarget,
            purpose: "leads to the service",
          },
        ]
      : []),
  ];
}
