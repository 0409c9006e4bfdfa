import * as pulumi from "@pulumi/pulumi";
import {
  hasWww,
  isWildcard,
  looksLikeRoot,
  usualRecordCount,
} from "../../provider/resources/customDomainAssociation/names";
import type { CertificateValidationRecord } from "../generated";

/** One DNS record of a custom domain. All but what App Runner makes up is known in a preview, so that programs can make a resource for each. */
export interface DomainRecord {
  /** What tells it from the domain's other records, the same in every preview and update: `validation-1`, ..., `domain`, `www`. */
  readonly key: string;
  /** `validation` proves who owns the domain, and later renews the certificate; `target` leads the domain's visitors to the service. */
  readonly purpose: "validation" | "target";
  /** `ALIAS` for the top of a zone, which can have no CNAME; how it is made (ALIAS, ANAME, flattening) is the DNS provider's own. */
  readonly type: "CNAME" | "ALIAS";
  /** Full name, without a dot at the end. */
  readonly name: pulumi.Output<string>;
  /** What it points to, without a dot at the end. */
  readonly value: pulumi.Output<string>;
}

/** What is known of a domain before anything is made. */
export interface DomainPlan {
  domainName: string;
  enableWWWSubdomain?: boolean;
  apex?: boolean;
  validationRecords?: number;
}

/** How many validation records are to be made. */
export function recordCountOf({ domainName, enableWWWSubdomain, validationRecords }: DomainPlan): number {
  return validationRecords ?? usualRecordCount(domainName, enableWWWSubdomain);
}

/** `validation-1` for the first. */
export function validationKey(index: number): string {
  return `validation-${index + 1}`;
}

/** The validation records in their own order, each once App Runner has said it. */
export function validationRecordsOf(
  plan: DomainPlan,
  said: pulumi.Output<readonly CertificateValidationRecord[]>,
): DomainRecord[] {
  const count = recordCountOf(plan);
  const checked = said.apply((records) => checkCount(plan.domainName, records, count));
  return Array.from({ length: count }, (_, index) => ({
    key: validationKey(index),
    purpose: "validation",
    type: "CNAME",
    name: checked.apply((records) => withoutDot(records[index]!.name)),
    value: checked.apply((records) => withoutDot(records[index]!.value)),
  }));
}

/** The records that lead to the service: of the domain, and of its www. */
export function targetRecordsOf(plan: DomainPlan, dnsTarget: pulumi.Output<string>): DomainRecord[] {
  const { domainName, enableWWWSubdomain, apex } = plan;
  const isRoot = !isWildcard(domainName) && (apex ?? looksLikeRoot(domainName));
  const target = (key: string, name: string, type: DomainRecord["type"]): DomainRecord => ({
    key,
    purpose: "target",
    type,
    name: pulumi.output(name),
    value: dnsTarget.apply(withoutDot),
  });
  return [
    target("domain", domainName, isRoot ? "ALIAS" : "CNAME"),
    ...(hasWww(domainName, enableWWWSubdomain) ? [target("www", `www.${domainName}`, "CNAME")] : []),
  ];
}

/** A record that nobody makes would leave the domain waiting for days, so another number is an error, not a shorter list. */
function checkCount(
  domainName: string,
  records: readonly CertificateValidationRecord[],
  count: number,
): readonly CertificateValidationRecord[] {
  if (records.length === count) return records;
  throw new pulumi.RunError(
    `App Runner wants ${records.length} validation records for ${domainName}, and ${count} were planned: give the CustomDomain validationRecords: ${records.length}`,
  );
}

function withoutDot(name: string): string {
  return name.replace(/\.$/, "");
}
