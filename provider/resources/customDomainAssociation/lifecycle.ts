import type { CustomDomain } from "@aws-sdk/client-apprunner";
import { fromApi } from "../../core/caseMapping";
import { messageOf, PartialFailure } from "../../core/failure";
import { foldLive } from "../../core/fold";
import { once } from "../../core/once";
import type { Call, Created, Lifecycle, Properties } from "../../core/resource";
import { retryWhile } from "../../core/retry";
import { waitFor } from "../../core/wait";
import { BUSY_MS, isBusy } from "../service/busy";
import { findIdleService, findServiceByName } from "../service/find";
import { type Found, findAssociation, recordsOf, statusOf } from "./find";
import { associationId, parseId, placeOf } from "./id";
import { usualRecordCount } from "./names";
import { outputs as computed, inputs as properties } from "./properties";

const WHAT = "a custom domain association";

/** States in which App Runner has done its part: what is left is the owner's DNS, or nothing. */
const SETTLED = ["PENDING_CERTIFICATE_DNS_VALIDATION", "BINDING_CERTIFICATE", "ACTIVE"];

/** States out of which an association has to be made anew. */
const BROKEN = ["CREATE_FAILED", "DELETING", "DELETE_FAILED"];

/**
 * How long to wait for records that are not listed yet. A domain that was here before is ACTIVE at once, out of a certificate that is
 * still there, and its records follow seconds later.
 */
const RECORDS_MS = 60_000;

export const lifecycle: Lifecycle = { create, read, update, delete: disassociate };

async function create(inputs: Properties, call: Call): Promise<Created> {
  const id = associationId(placeOf(inputs));
  await associate(inputs, call);
  return { id, outputs: await settledOutputs(id, inputs, call) };
}

/** Its outputs once App Runner has done its part; what there is until then, and for ever when that failed, is a partial failure. */
async function settledOutputs(id: string, inputs: Properties, call: Call): Promise<Properties> {
  const { domainName, serviceArn } = parseId(id, WHAT);
  const what = `the association of ${domainName}`;
  const count = usualRecordCount(domainName, inputs.enableWWWSubdomain as boolean | undefined);
  const listedBy = call.clock.now() + RECORDS_MS;
  const found = await waitFor<Found | undefined>(what, call, async () => {
    const now = await findAssociation(domainName, serviceArn, call);
    const status = now && statusOf(now.domain);
    if (!status) return { done: false, doing: "not listed yet" };
    if (status === "CREATE_FAILED") return { done: true, value: now };
    if (!SETTLED.includes(status)) return { done: false, doing: status.toLowerCase() };
    const listed = recordsOf(now.domain).length >= count || call.clock.now() >= listedBy;
    return listed ? { done: true, value: now } : { done: false, doing: "without all its validation records yet" };
  }).catch((error) => {
    throw new PartialFailure(messageOf(error), id, { ...inputs }, { cause: error });
  });
  const outputs = outputsOf(found!, inputs);
  if (outputs.status !== "CREATE_FAILED") return outputs;
  throw new PartialFailure(
    `${what} failed: App Runner answers CREATE_FAILED. Check that nobody else uses the domain`,
    id,
    outputs,
  );
}

/** Refused while an operation runs on the service, so that is waited for. */
function associate(inputs: Properties, call: Call): Promise<unknown> {
  const { domainName, serviceArn } = placeOf(inputs);
  const what = `the association of ${domainName}`;
  return retryWhile(what, call, BUSY_MS, isBusy, async () => {
    await findIdleService(serviceArn, call);
    const EnableWWWSubdomain = inputs.enableWWWSubdomain as boolean | undefined;
    const request = { ServiceArn: serviceArn, DomainName: domainName, EnableWWWSubdomain };
    // An association has no time of its own: what is there now is not ours, what is there after a lost answer is.
    const wasThere = (await findAssociation(domainName, serviceArn, call)) !== undefined;
    return once<CustomDomain>(what, call, {
      send: async () => (await call.api.call("AssociateCustomDomain", request, call)).CustomDomain!,
      find: async () => (wasThere ? undefined : (await findAssociation(domainName, serviceArn, call))?.domain),
    });
  });
}

/** The id of an import may have the service's name in the ARN's place. */
async function read(id: string, outputs: Properties, call: Call): Promise<Created | undefined> {
  const { domainName, serviceArn: service } = parseId(id, WHAT);
  const serviceArn = service.startsWith("arn:") ? service : (await findServiceByName(service, call))?.ServiceArn;
  const found = serviceArn && (await findAssociation(domainName, serviceArn, call));
  if (!found) return undefined;
  const place = { domainName, serviceArn };
  return { id: associationId(place), outputs: outputsOf(found, { ...outputs, ...place }) };
}

/** Nothing of it changes in place; an update only goes on with one whose creation did not end, and repairs one whose creation failed. */
async function update(id: string, _olds: Properties, news: Properties, call: Call): Promise<Properties> {
  const { domainName, serviceArn } = parseId(id, WHAT);
  const found = await findAssociation(domainName, serviceArn, call);
  const status = found && statusOf(found.domain);
  if (status && BROKEN.includes(status)) await disassociate(id, news, call);
  else if (found) return settledOutputs(id, news, call);
  return (await create(news, call)).outputs;
}

async function disassociate(id: string, _outputs: Properties, call: Call): Promise<void> {
  const { domainName, serviceArn } = parseId(id, WHAT);
  const what = `the removal of ${domainName}`;
  const request = { ServiceArn: serviceArn, DomainName: domainName };
  await retryWhile(what, call, BUSY_MS, isBusy, async () => {
    const service = await findIdleService(serviceArn, call);
    if (!service || (await isLeaving(domainName, serviceArn, call))) return;
    await once<object>(what, call, {
      send: () => call.api.call("DisassociateCustomDomain", request, call),
      find: async () => ((await isLeaving(domainName, serviceArn, call)) ? {} : undefined),
    });
  });
  await waitFor(what, call, async () => {
    const found = await findAssociation(domainName, serviceArn, call);
    if (!found) return { done: true, value: undefined };
    const status = statusOf(found.domain);
    if (status === "DELETE_FAILED") throw new Error(`${what} failed: App Runner answers DELETE_FAILED`);
    return { done: false, doing: status.toLowerCase() };
  });
}

/** True when nothing is left to be asked for: the domain is gone, or about to be. */
async function isLeaving(domainName: string, serviceArn: string, call: Call): Promise<boolean> {
  const found = await findAssociation(domainName, serviceArn, call);
  return !found || statusOf(found.domain) === "DELETING";
}

function outputsOf({ domain, dnsTarget, vpcDNSTargets }: Found, said: Properties): Properties {
  const live = { ...(fromApi(properties, domain) as Properties), serviceArn: said.serviceArn };
  const facts = {
    DNSTarget: dnsTarget,
    VpcDNSTargets: vpcDNSTargets,
    CertificateValidationRecords: recordsOf(domain),
    Status: statusOf(domain),
  };
  return { ...foldLive(properties, live, said), ...(fromApi(computed, facts) as Properties) };
}
