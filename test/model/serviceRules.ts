import { findUsable, type RevisionTarget } from "./configurationRules";
import {
  type Answer,
  answered,
  type Configuration,
  INVALID,
  isLive,
  MISSING,
  type Model,
  newHandle,
  type OperationModel,
  QUOTA,
  QUOTAS,
  type Region,
  type RegionModel,
  type ServiceModel,
  WRONG_STATE,
} from "./model";
import { setTags, type TagModel } from "./tagRules";

/** What CreateService and UpdateService are asked for; references may lead nowhere. */
export interface Wish {
  source?: Configuration["source"];
  memory?: Configuration["memory"];
  isPublic?: boolean;
  scaling?: RevisionTarget;
  /** Of a code source; a handle, or one that nobody has. */
  connection?: string;
  observability?: RevisionTarget;
  connector?: string;
}

export function createService(
  model: Model,
  region: Region,
  { name, tags, wish }: { name: string; tags: TagModel[]; wish: Wish & { source: Configuration["source"] } },
): Answer {
  const place = model.regions[region];
  if (wish.source === "code" && wish.connection === undefined) return INVALID;
  if (place.services.some((service) => service.name === name && isLive(service))) return INVALID;
  if (place.services.filter(isLive).length >= QUOTAS.services) return QUOTA;
  const scaling = place.scaling.find(({ isDefault }) => isDefault)!.handle;
  const configuration = wished(place, { source: wish.source, memory: "2048", isPublic: true, scaling }, wish);
  if (!configuration || tags.length > QUOTAS.tagsPerResource) return INVALID;
  const service: ServiceModel = {
    handle: newHandle(model, "service"),
    name,
    status: "OPERATION_IN_PROGRESS",
    configuration,
    hasVersion: false,
    operations: [],
    domains: [],
  };
  place.services.push(service);
  setTags(place, service.handle, tags);
  return begin(service, { type: "CREATE_SERVICE", deploys: true });
}

export function describeService(model: Model, region: Region, handle: string): Answer {
  const service = findService(model, region, handle);
  return service ? answered(shown(service)) : MISSING;
}

export function listServices(model: Model, region: Region): Answer {
  const live = model.regions[region].services.filter(isLive);
  return answered(live.map(({ handle, name, status }) => ({ handle, name, status })));
}

export function updateService(model: Model, region: Region, handle: string, wish: Wish): Answer {
  if (Object.values(wish).every((value) => value === undefined)) return INVALID;
  const service = findService(model, region, handle);
  if (!service || !isLive(service)) return MISSING;
  if (!["RUNNING", "CREATE_FAILED"].includes(service.status)) return WRONG_STATE;
  const previous = service.configuration;
  if (wish.source !== undefined && (wish.source === "code") !== (previous.source === "code")) return INVALID;
  const configuration = wished(model.regions[region], previous, wish);
  if (!configuration) return INVALID;
  const { scaling, ...rest } = wish;
  const needsDeployment = Object.values(rest).some((value) => value !== undefined);
  const deploys = service.status === "CREATE_FAILED" || needsDeployment;
  service.configuration = configuration;
  return begin(service, { type: "UPDATE_SERVICE", deploys, previous });
}

export function deleteService(model: Model, region: Region, handle: string): Answer {
  const service = findService(model, region, handle);
  if (!service || !isLive(service)) return MISSING;
  if (service.status === "OPERATION_IN_PROGRESS") return WRONG_STATE;
  const isReached = model.regions[region].ingresses.some(
    (ingress) => ingress.service === handle && ingress.status === "AVAILABLE",
  );
  return isReached ? WRONG_STATE : begin(service, { type: "DELETE_SERVICE", deploys: false });
}

export function pauseService(model: Model, region: Region, handle: string): Answer {
  return change(model, region, handle, "RUNNING", { type: "PAUSE_SERVICE", deploys: false });
}

export function resumeService(model: Model, region: Region, handle: string): Answer {
  return change(model, region, handle, "PAUSED", { type: "RESUME_SERVICE", deploys: false });
}

export function startDeployment(model: Model, region: Region, handle: string): Answer {
  const answer = change(model, region, handle, "RUNNING", { type: "START_DEPLOYMENT", deploys: true });
  return answer === WRONG_STATE ? INVALID : answer;
}

export function listOperations(model: Model, region: Region, handle: string): Answer {
  const service = findService(model, region, handle);
  if (!service) return MISSING;
  return answered(service.operations.map(({ type, status }) => ({ type, status })).reverse());
}

/** What is left when the reconciler has done all it can for a service, whose instances answer or do not. */
export function settle(model: Model, region: Region, handle: string, isHealthy: boolean): void {
  const service = findService(model, region, handle);
  if (!service) return;
  const operation = service.operations.at(-1);
  if (operation?.status === "PENDING") end(service, operation, isHealthy);
  if (!isLive(service)) {
    for (const [host, holder] of model.hosts) if (holder === handle) model.hosts.delete(host);
    model.regions[region].tags.delete(handle);
    service.domains = [];
  }
  for (const { domain, status } of service.domains) {
    if (status === "deleting") for (const host of [domain, `www.${domain}`]) releaseHost(model, host, handle, domain);
  }
  service.domains = service.domains
    .filter(({ status }) => status !== "deleting")
    .map((each) => ({ ...each, status: "active" }));
}

export function findService(model: Model, region: Region, handle: string): ServiceModel | undefined {
  return model.regions[region].services.find((service) => service.handle === handle);
}

/** What the test compares of a described service. */
export function shown({ handle, name, status, configuration }: ServiceModel): unknown {
  const { source, memory, isPublic, scaling, connection, observability, connector } = configuration;
  return { handle, name, status, source, memory, isPublic, scaling, connection, observability, connector };
}

function end(service: ServiceModel, operation: OperationModel, isHealthy: boolean): void {
  const runs = !["PAUSE_SERVICE", "DELETE_SERVICE"].includes(operation.type);
  const isBuilt = !operation.deploys || service.configuration.source !== "missing image";
  if (runs && !(isHealthy && isBuilt)) {
    fail(service, operation);
    return;
  }
  operation.status = "SUCCEEDED";
  if (operation.deploys) service.hasVersion = true;
  service.status =
    { PAUSE_SERVICE: "PAUSED", DELETE_SERVICE: "DELETED" }[operation.type as "PAUSE_SERVICE" | "DELETE_SERVICE"] ??
    "RUNNING";
}

function fail(service: ServiceModel, operation: OperationModel): void {
  if (operation.type === "RESUME_SERVICE") {
    operation.status = "FAILED";
    service.status = "PAUSED";
  } else if (service.hasVersion) {
    operation.status = "ROLLBACK_SUCCEEDED";
    service.status = "RUNNING";
    service.configuration = operation.previous ?? service.configuration;
  } else {
    operation.status = "FAILED";
    service.status = "CREATE_FAILED";
  }
}

/** A host name is free again when the association that holds it is gone; another one of the service may hold the same name. */
function releaseHost(model: Model, host: string, handle: string, domain: string): void {
  const service = model.hosts.get(host);
  if (service === handle && (host === domain || host === `www.${domain}`)) model.hosts.delete(host);
}

function change(
  model: Model,
  region: Region,
  handle: string,
  from: string,
  operation: Pick<OperationModel, "type" | "deploys">,
): Answer {
  const service = findService(model, region, handle);
  if (!service || !isLive(service)) return MISSING;
  return service.status === from ? begin(service, operation) : WRONG_STATE;
}

function begin(service: ServiceModel, operation: Omit<OperationModel, "status">): Answer {
  service.operations.push({ ...operation, status: "PENDING" });
  service.status = "OPERATION_IN_PROGRESS";
  return operation.type === "START_DEPLOYMENT" ? answered({}) : answered(shown(service));
}

/** The configuration with a wish laid over it; undefined when something that it refers to cannot be used. */
function wished(place: RegionModel, current: Configuration, wish: Wish): Configuration | undefined {
  const { scaling, connection, observability, connector, ...plain } = wish;
  const given = Object.fromEntries(Object.entries(plain).filter(([, value]) => value !== undefined));
  const next: Configuration = { ...current, ...given };
  if (scaling) {
    const found = findUsable(place.scaling, scaling);
    if (!found) return undefined;
    next.scaling = found.handle;
  }
  if (observability) {
    const found = findUsable(place.observability, observability);
    if (!found) return undefined;
    next.observability = found.handle;
  }
  if (connector !== undefined) {
    if (!place.connectors.some(({ handle, isActive }) => handle === connector && isActive)) return undefined;
    next.connector = connector;
  }
  if (connection !== undefined && next.source === "code") {
    const found = place.connections.find(({ handle }) => handle === connection);
    if (found?.status !== "AVAILABLE") return undefined;
    next.connection = connection;
  }
  return next;
}
