import type { CertificateValidationRecord } from "@aws-sdk/client-apprunner";
import type { Call } from "../../core/resource";
import { waitFor } from "../../core/wait";
import { type Found, findAssociation, recordsOf, statusOf } from "../customDomainAssociation/find";
import type { Place } from "../customDomainAssociation/id";
import { serviceNameOf } from "../service/find";

/** States that no validation ends. */
const DEAD = ["CREATE_FAILED", "DELETING", "DELETE_FAILED"];

/**
 * The association once it is ACTIVE. It says which records are not found whenever that changes. Throws when there is no association,
 * when it cannot become active any more, when `made` names records and one that is looked for is not among them, and WaitedTooLong.
 */
export async function waitUntilActive(
  { domainName, serviceArn }: Place,
  made: readonly string[] | undefined,
  call: Call,
): Promise<Found> {
  const what = `the validation of ${domainName}`;
  let said = "";
  return waitFor(what, call, async () => {
    const found = await findAssociation(domainName, serviceArn, call);
    if (!found) throw new Error(noAssociation(what, domainName, serviceArn));
    const status = statusOf(found.domain);
    if (DEAD.includes(status))
      throw new Error(`${what} failed: App Runner answers ${status}. ${remedy(found, status)}`);
    checkMade(what, recordsOf(found.domain), made);
    if (status === "ACTIVE") return { done: true, value: found };
    const doing = progressOf(found, status);
    if (doing !== said) call.log(`${what}: ${doing}`);
    said = doing;
    return { done: false, doing };
  });
}

function noAssociation(what: string, domainName: string, serviceArn: string): string {
  const name = serviceNameOf(serviceArn);
  return `${what} has nothing to wait for: ${domainName} is not associated with service ${name} (${serviceArn}). Make a CustomDomainAssociation of them first, and let this depend on it`;
}

/** App Runner would wait two days for a record that nobody makes. */
function checkMade(what: string, wanted: CertificateValidationRecord[], made: readonly string[] | undefined): void {
  if (made === undefined || made.length === 0) return;
  const names = new Set(made.map(plain));
  const missing = wanted.filter(({ Name = "" }) => !names.has(plain(Name)));
  if (missing.length === 0) return;
  throw new Error(
    `${what} would never end: validationRecordNames has not all the records that App Runner looks for. Make ${missing.map(shown).join(" and ")} too`,
  );
}

function progressOf({ domain, dnsTarget }: Found, status: string): string {
  const records = recordsOf(domain);
  const open = records.filter(isOpen);
  const found = records.filter((record) => !isOpen(record)).map(({ Name }) => Name);
  const parts = [
    status.toLowerCase(),
    ...(open.length > 0 ? [`not found yet: ${open.map(shown).join("; ")}`] : []),
    ...(found.length > 0 ? [`found: ${found.join(", ")}`] : []),
    ...(open.length > 0 ? [`in the end the domain itself must lead to ${dnsTarget}`] : []),
  ];
  return parts.join(". ");
}

/** Why it can have failed, and what helps. Source: developer guide, "Custom domain names" under troubleshooting. */
function remedy({ domain }: Found, status: string): string {
  if (status !== "CREATE_FAILED") return "Somebody disassociates the domain";
  const open = recordsOf(domain).filter(isOpen);
  const missing = open.length > 0 ? `Not found in the domain's DNS: ${open.map(shown).join("; ")}. ` : "";
  return `${missing}Make the records that are missing; where the domain has CAA records, one of them must allow amazon.com. Then associate it anew: pulumi up --replace <URN of its CustomDomainAssociation>`;
}

function isOpen({ Status }: CertificateValidationRecord): boolean {
  return String(Status).toUpperCase() !== "SUCCESS";
}

/** `CNAME _a.example.com. to _b.acm-validations.aws.`, with FAILED where App Runner says so. */
function shown({ Name, Type, Value, Status }: CertificateValidationRecord): string {
  const failed = String(Status).toUpperCase() === "FAILED" ? " (FAILED)" : "";
  return `${Type ?? "CNAME"} ${Name} to ${Value}${failed}`;
}

function plain(name: string): string {
  return name.toLowerCase().replace(/\.$/, "");
}
