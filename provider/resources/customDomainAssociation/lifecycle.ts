import { fromApi } from "../../core/caseMapping";
import { messageOf, PartialFailure } from "../../core/failure";
import { foldLive } from "../../core/fold";
import type { Call, Created, Lifecycle, Properties } from "../../core/resource";
import { retryWhile } from "../../core/retry";
import { waitFor } from "../../core/wait";
import { BUSY_MS, isBusy } from "../service/busy";
import { findIdleService } from "../service/find";
import { type Found, findAssociation, statusOf } from "./find";
import { outputs as computed, inputs as properties } from "./properties";

/** States in which App Runner has done its part: what is left is the owner's DNS, or nothing. */
const SETTLED = ["PENDING_CERTIFICATE_DNS_VALIDATION", "BINDING_CERTIFICATE", "ACTIVE"];

export const lifecycle: Lifecycle = { create, read, update, delete: disassociate };

async function create(inputs: Properties, call: Call): Promise<Created> {
  const { domainName, serviceArn } = place(inputs);
  const id = `${domainName},${serviceArn}`;
  await associate(inputs, call);
  const what = `the association of ${domainName}`;
  const found = await waitFor<Found | undefined>(what, call, async () => {
    const now = await findAssociation(domainName, serviceArn, call);
    const status = now && statusOf(now.domain);
    const ended = status && (SETTLED.includes(status) || status === "CREATE_FAILED");
    return ended ? { done: true, value: now } : { done: false, doing: status?.toLowerCase() ?? "not listed yet" };
  }).catch((error) => {
    throw new PartialFailure(messageOf(error), id, { ...inputs }, { cause: error });
  });
  const outputs = outputsOf(found!, inputs);
  if (outputs.status !== "CREATE_FAILED") return { id, outputs };
  throw new PartialFailure(
    `${what} failed: App Runner answers CREATE_FAILED. Check that nobody else uses the domain`,
    id,
    outputs,
  );
}

/** Refused while an operation runs on the service, so that is waited for. */
function associate(inputs: Properties, call: Call): Promise<unknown> {
  const { domainName, serviceArn } = place(inputs);
  return retryWhile(`the association of ${domainName}`, call, BUSY_MS, isBusy, async () => {
    await findIdleService(serviceArn, call);
    const EnableWWWSubdomain = inputs.enableWWWSubdomain as boolean | undefined;
    return call.api.call(
      "AssociateCustomDomain",
      { ServiceArn: serviceArn, DomainName: domainName, EnableWWWSubdomain },
      call,
    );
  });
}

async function read(id: string, outputs: Properties, call: Call): Promise<Created | undefined> {
  const { domainName, serviceArn } = parseId(id);
  const found = await findAssociation(domainName, serviceArn, call);
  return found && { id, outputs: outputsOf(found, { domainName, serviceArn, ...outputs }) };
}

/** Nothing of it changes in place; an update only repairs one whose creation did not end. */
async function update(id: string, _olds: Properties, news: Properties, call: Call): Promise<Properties> {
  const { domainName, serviceArn } = parseId(id);
  const found = await findAssociation(domainName, serviceArn, call);
  if (found && statusOf(found.domain) !== "CREATE_FAILED") return outputsOf(found, news);
  if (found) await disassociate(id, news, call);
  return (await create(news, call)).outputs;
}

async function disassociate(id: string, _outputs: Properties, call: Call): Promise<void> {
  const { domainName, serviceArn } = parseId(id);
  const what = `the removal of ${domainName}`;
  const request = { ServiceArn: serviceArn, DomainName: domainName };
  await retryWhile(what, call, BUSY_MS, isBusy, async () => {
    const service = await findIdleService(serviceArn, call);
    if (!service || !(await findAssociation(domainName, serviceArn, call))) return;
    await call.api.call("DisassociateCustomDomain", request, call);
  });
  await waitFor(what, call, async () => {
    const found = await findAssociation(domainName, serviceArn, call);
    if (!found) return { done: true, value: undefined };
    const status = statusOf(found.domain);
    if (status === "DELETE_FAILED") throw new Error(`${what} failed: App Runner answers DELETE_FAILED`);
    return { done: false, doing: status.toLowerCase() };
  });
}

/** `domain,serviceArn`; neither has a comma. */
function parseId(id: string): { domainName: string; serviceArn: string } {
  const [domainName, serviceArn] = id.split(",");
  if (!domainName || !serviceArn) throw new Error(`"${id}" is no id of a custom domain association: domain,serviceArn`);
  return { domainName, serviceArn };
}

function place(inputs: Properties): { domainName: string; serviceArn: string } {
  return { domainName: inputs.domainName as string, serviceArn: inputs.serviceArn as string };
}

function outputsOf({ domain, dnsTarget, vpcDNSTargets }: Found, said: Properties): Properties {
  const live = { ...(fromApi(properties, domain) as Properties), serviceArn: said.serviceArn };
  const records = [...(domain.CertificateValidationRecords ?? [])].sort((a, b) => compareText(a.Name, b.Name));
  const facts = {
    DNSTarget: dnsTarget,
    VpcDNSTargets: vpcDNSTargets,
    CertificateValidationRecords: records,
    Status: statusOf(domain),
  };
  return { ...foldLive(properties, live, said), ...(fromApi(computed, facts) as Properties) };
}

function compareText(one = "", other = ""): number {
  return one < other ? -1 : one > other ? 1 : 0;
}
