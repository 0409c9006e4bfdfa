import { fromApi } from "../../core/caseMapping";
import { foldLive } from "../../core/fold";
import type { Call, Created, Lifecycle, Properties } from "../../core/resource";
import { type Found, findAssociation, recordsOf, statusOf } from "../customDomainAssociation/find";
import { associationId, parseId, placeOf } from "../customDomainAssociation/id";
import { outputs as computed, inputs as properties } from "./properties";
import { waitUntilActive } from "./wait";

export const lifecycle: Lifecycle = { create, read, update, delete: async () => {} };

async function create(inputs: Properties, call: Call): Promise<Created> {
  const found = await waitUntilActive(placeOf(inputs), namesOf(inputs), call);
  return { id: associationId(placeOf(inputs)), outputs: outputsOf(found, inputs) };
}

/** Other records are made now: whether the domain is active with them is to be seen. */
async function update(_id: string, _olds: Properties, news: Properties, call: Call): Promise<Properties> {
  return outputsOf(await waitUntilActive(placeOf(news), namesOf(news), call), news);
}

/** As long as there is an association, what has become of it is read, active or not. */
async function read(id: string, outputs: Properties, call: Call): Promise<Created | undefined> {
  const place = parseId(id, "a custom domain validation");
  const found = await findAssociation(place.domainName, place.serviceArn, call);
  return found && { id, outputs: outputsOf(found, { ...outputs, ...place }) };
}

function namesOf(inputs: Properties): readonly string[] | undefined {
  return inputs.validationRecordNames as string[] | undefined;
}

function outputsOf({ domain }: Found, said: Properties): Properties {
  const { domainName, serviceArn } = placeOf(said);
  const facts = { ...domain, CertificateValidationRecords: recordsOf(domain), Status: statusOf(domain) };
  const folded = foldLive(properties, { domainName, serviceArn }, said);
  return { ...folded, ...(fromApi(computed, facts) as Properties) };
}
