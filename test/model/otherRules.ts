import {
  type Answer,
  answered,
  INVALID,
  isLive,
  MISSING,
  type Model,
  newHandle,
  QUOTA,
  QUOTAS,
  type Region,
  WRONG_STATE,
} from "./model";
import { findService } from "./serviceRules";
import { setTags, type TagModel } from "./tagRules";

/** Connections, custom domains, VPC connectors and VPC ingress connections. */

export function createConnection(model: Model, region: Region, name: string, tags: TagModel[]): Answer {
  const place = model.regions[region];
  if (place.connections.some((each) => each.name === name)) return INVALID;
  if (place.connections.length >= QUOTAS.connections) return QUOTA;
  if (tags.length > QUOTAS.tagsPerResource) return INVALID;
  const made = { handle: newHandle(model, "connection"), name, status: "PENDING_HANDSHAKE" };
  place.connections.push(made);
  setTags(place, made.handle, tags);
  return answered(made);
}

export function listConnections(model: Model, region: Region): Answer {
  return answered(model.regions[region].connections.map((each) => ({ ...each })));
}

export function deleteConnection(model: Model, region: Region, handle: string): Answer {
  const place = model.regions[region];
  const found = place.connections.find((each) => each.handle === handle);
  if (!found) return MISSING;
  const isHeld = place.services.some(
    (service) =>
      isLive(service) &&
      (service.configuration.connection === handle ||
        service.operations.some(({ status, previous }) => status === "PENDING" && previous?.connection === handle)),
  );
  if (isHeld) return INVALID;
  place.connections = place.connections.filter((each) => each !== found);
  place.tags.delete(handle);
  return answered({ ...found, status: "DELETED" });
}

/** Somebody confirms the connection with its provider. */
export function shakeHands(model: Model, region: Region, handle: string): void {
  const found = model.regions[region].connections.find((each) => each.handle === handle);
  if (found) found.status = "AVAILABLE";
}

export function associateDomain(model: Model, region: Region, handle: string, domain: string, www: boolean): Answer {
  const service = findService(model, region, handle);
  if (!service || !isLive(service)) return INVALID;
  if (service.status !== "RUNNING") return WRONG_STATE;
  const hosts = www ? [domain, `www.${domain}`] : [domain];
  if (hosts.some((host) => model.hosts.has(host))) return INVALID;
  if (service.domains.length >= QUOTAS.customDomainsPerService) return INVALID;
  for (const host of hosts) model.hosts.set(host, handle);
  const made = { domain, www, status: "creating" };
  service.domains.push(made);
  return answered({ ...made });
}

export function disassociateDomain(model: Model, region: Region, handle: string, domain: string): Answer {
  const service = findService(model, region, handle);
  const found = service?.domains.find((each) => each.domain === domain);
  if (!service || !isLive(service) || !found) return MISSING;
  if (service.status !== "RUNNING" || found.status === "deleting") return WRONG_STATE;
  found.status = "deleting";
  return answered({ ...found });
}

export function describeDomains(model: Model, region: Region, handle: string): Answer {
  const service = findService(model, region, handle);
  if (!service || !isLive(service)) return MISSING;
  return answered(service.domains.map((each) => ({ ...each })));
}

export function createConnector(model: Model, region: Region, name: string, subnet: string): Answer {
  const place = model.regions[region];
  const active = place.connectors.filter(({ isActive }) => isActive);
  if (active.some((each) => each.name === name || each.subnet === subnet)) return INVALID;
  if (active.length >= QUOTAS.vpcConnectors) return QUOTA;
  const made = { handle: newHandle(model, "connector"), name, subnet, isActive: true };
  place.connectors.push(made);
  return answered({ ...made });
}

export function describeConnector(model: Model, region: Region, handle: string): Answer {
  const found = model.regions[region].connectors.find((each) => each.handle === handle);
  return found ? answered({ ...found }) : MISSING;
}

export function listConnectors(model: Model, region: Region): Answer {
  return answered(model.regions[region].connectors.filter(({ isActive }) => isActive).map((each) => ({ ...each })));
}

export function deleteConnector(model: Model, region: Region, handle: string): Answer {
  const place = model.regions[region];
  const found = place.connectors.find((each) => each.handle === handle);
  if (!found) return MISSING;
  const isHeld = place.services.some(
    (service) =>
      isLive(service) &&
      (service.configuration.connector === handle ||
        service.operations.some(({ status, previous }) => status === "PENDING" && previous?.connector === handle)),
  );
  if (!found.isActive || isHeld) return INVALID;
  found.isActive = false;
  place.tags.delete(handle);
  return answered({ ...found });
}

export function createIngress(
  model: Model,
  region: Region,
  { name, service, endpoint }: { name: string; service: string; endpoint: string },
): Answer {
  const place = model.regions[region];
  const target = findService(model, region, service);
  if (!target || !isLive(target) || target.configuration.isPublic) return INVALID;
  if (target.status !== "RUNNING") return WRONG_STATE;
  const live = place.ingresses.filter(({ status }) => status !== "DELETED");
  if (live.some((each) => each.name === name)) return INVALID;
  if (live.length >= QUOTAS.vpcIngressConnections) return QUOTA;
  const made = { handle: newHandle(model, "ingress"), name, service, endpoint, status: "AVAILABLE" };
  place.ingresses.push(made);
  return answered({ ...made, status: "PENDING_CREATION" });
}

export function describeIngress(model: Model, region: Region, handle: string): Answer {
  const found = model.regions[region].ingresses.find((each) => each.handle === handle);
  return found ? answered({ ...found }) : MISSING;
}

export function listIngresses(model: Model, region: Region, endpoint: string | undefined): Answer {
  const live = model.regions[region].ingresses.filter(
    (each) => each.status !== "DELETED" && (endpoint === undefined || each.endpoint === endpoint),
  );
  return answered(live.map(({ handle, service }) => ({ handle, service })));
}

export function updateIngress(model: Model, region: Region, handle: string, endpoint: string): Answer {
  const found = model.regions[region].ingresses.find((each) => each.handle === handle);
  if (!found) return MISSING;
  if (found.status !== "AVAILABLE") return WRONG_STATE;
  found.endpoint = endpoint;
  return answered({ ...found, status: "PENDING_UPDATE" });
}

export function deleteIngress(model: Model, region: Region, handle: string): Answer {
  const found = model.regions[region].ingresses.find((each) => each.handle === handle);
  if (!found) return MISSING;
  if (found.status !== "AVAILABLE") return WRONG_STATE;
  found.status = "DELETED";
  model.regions[region].tags.delete(handle);
  return answered({ ...found, status: "PENDING_DELETION" });
}
