import { createHash } from "node:crypto";

/** Status of an association. Lower case on the wire, although the API's enum is upper case (as recorded from the real service). */
export type CustomDomainStatus =
  | "creating"
  | "create_failed"
  | "active"
  | "deleting"
  | "delete_failed"
  | "pending_certificate_dns_validation"
  | "binding_certificate";

/** An association as far as its names go; `domain` is in lower case. */
export interface DomainNames {
  domain: string;
  enableWww: boolean;
}

/** A CNAME that proves to the certificate authority that the domain is held. */
export interface ValidationRecord {
  name: string;
  value: string;
}

/** Host names that the ingress answers for an association; a wildcard stands for its immediate subdomains. */
export function customDomainHosts({ domain, enableWww }: DomainNames): string[] {
  return enableWww ? [domain, `www.${domain}`] : [domain];
}

/** True for `*.example.com`. */
export function isWildcard(domain: string): boolean {
  return domain.startsWith("*.");
}

/**
 * The records of an association, the same at every call: one for the domain, one for `www` if enabled, and one for a name of the
 * service's own under the domain, which App Runner's certificates carry too (so 2, or 3 with www).
 */
export function validationRecords(serviceArn: string, { domain, enableWww }: DomainNames): ValidationRecord[] {
  const base = isWildcard(domain) ? domain.slice(2) : domain;
  const own = `${digest(serviceArn, base).slice(0, 31)}.${base}`;
  const names = enableWww ? [base, `www.${base}`, own] : [base, own];
  return names.map((name) => {
    const key = digest("name", serviceArn, name);
    const value = digest("value", serviceArn, name);
    const zone = [...digest("zone", serviceArn, name).slice(0, 10)].map(letter).join("");
    return { name: `_${key}.${name}.`, value: `_${value}.${zone}.acm-validations.aws.` };
  });
}

function digest(...parts: string[]): string {
  return createHash("sha256").update(parts.join("\n")).digest("hex").slice(0, 32);
}

/** Zones under acm-validations.aws are of letters only. */
function letter(hexDigit: string): string {
  return "bcdfghjklmnpqrst"[Number.parseInt(hexDigit, 16)]!;
}
