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
  type RegionModel,
  type RevisionModel,
} from "./model";
import { setTags, type TagModel } from "./tagRules";

/** A revision as a call names it: by its full ARN, by name and number, or by name alone. */
export type RevisionTarget = { handle: string } | { name: string; revision?: number };

/** Which of the two kinds that have revisions. */
export type RevisionKind = "scaling" | "observability";

/** The revision that a target means, inactive ones by their full ARN only. */
export function findTarget(revisions: readonly RevisionModel[], target: RevisionTarget): RevisionModel | undefined {
  if ("handle" in target) return revisions.find(({ handle }) => handle === target.handle);
  const active = revisions.filter(({ name, isActive }) => name === target.name && isActive);
  if (target.revision !== undefined) return active.find(({ revision }) => revision === target.revision);
  return highest(active);
}

export function findUsable(revisions: readonly RevisionModel[], target: RevisionTarget): RevisionModel | undefined {
  const found = findTarget(revisions, target);
  return found?.isActive ? found : undefined;
}

export function createRevision(
  model: Model,
  region: Region,
  kind: RevisionKind,
  { name, tags, isTracing }: { name: string; tags: TagModel[]; isTracing: boolean },
): Answer {
  const place = model.regions[region];
  const all = place[kind];
  if (kind === "observability" && name === "DefaultConfiguration") return INVALID;
  const ofName = all.filter((each) => each.name === name && each.isActive);
  const own = ofName.filter(({ isProvided }) => !isProvided);
  const names = new Set(all.filter((each) => each.isActive && !each.isProvided).map((each) => each.name));
  const [nameQuota, revisionQuota] =
    kind === "scaling"
      ? [QUOTAS.autoScalingConfigurations, QUOTAS.autoScalingConfigurationRevisions]
      : [QUOTAS.observabilityConfigurations, QUOTAS.observabilityConfigurationRevisions];
  if (own.length === 0 ? names.size >= nameQuota : own.length >= revisionQuota) return QUOTA;
  if (tags.length > QUOTAS.tagsPerResource) return INVALID;
  const made: RevisionModel = {
    handle: newHandle(model, kind),
    name,
    revision: (highest(ofName)?.revision ?? 0) + 1,
    isActive: true,
    isProvided: false,
    isDefault: false,
    isTracing: kind === "observability" && isTracing,
  };
  all.push(made);
  setTags(place, made.handle, tags);
  return answered(shownRevision(place, kind, made));
}

export function describeRevision(model: Model, region: Region, kind: RevisionKind, target: RevisionTarget): Answer {
  const found = findTarget(model.regions[region][kind], target);
  return found ? answered(shownRevision(model.regions[region], kind, found)) : MISSING;
}

export function listRevisions(
  model: Model,
  region: Region,
  kind: RevisionKind,
  { name, latestOnly }: { name?: string; latestOnly: boolean },
): Answer {
  const all = model.regions[region][kind];
  const shown = all.filter(
    (each) => each.isActive && (name === undefined || each.name === name) && (!latestOnly || isLatest(all, each)),
  );
  return answered(shown.map(({ handle, revision }) => ({ handle, revision })));
}

export function deleteRevision(
  model: Model,
  region: Region,
  kind: RevisionKind,
  target: RevisionTarget,
  isAll: boolean,
): Answer {
  const place = model.regions[region];
  if (isAll && ("handle" in target || target.revision !== undefined)) return INVALID;
  const found = findTarget(place[kind], target);
  if (!found) return MISSING;
  if (!found.isActive) return INVALID;
  const doomed = isAll ? place[kind].filter(({ name, isActive }) => name === found.name && isActive) : [found];
  const isReserved = (each: RevisionModel) => (kind === "scaling" ? each.isDefault : each.isProvided);
  if (doomed.some((each) => isReserved(each) || isHeld(place, kind, each.handle))) return INVALID;
  for (const each of doomed) {
    each.isActive = false;
    place.tags.delete(each.handle);
  }
  return answered(shownRevision(place, kind, found));
}

export function updateDefault(model: Model, region: Region, target: RevisionTarget): Answer {
  const place = model.regions[region];
  const found = findTarget(place.scaling, target);
  if (!found) return MISSING;
  if (!found.isActive) return INVALID;
  for (const each of place.scaling) each.isDefault = each === found;
  return answered(shownRevision(place, "scaling", found));
}

export function listServicesOf(model: Model, region: Region, target: RevisionTarget): Answer {
  const place = model.regions[region];
  const found = findTarget(place.scaling, target);
  if (!found) return MISSING;
  const users = place.services.filter((each) => isLive(each) && each.configuration.scaling === found.handle);
  return answered(users.map(({ handle }) => handle));
}

function shownRevision(place: RegionModel, kind: RevisionKind, each: RevisionModel): unknown {
  const common = {
    handle: each.handle,
    name: each.name,
    revision: each.revision,
    isActive: each.isActive,
    isLatest: isLatest(place[kind], each),
  };
  if (kind === "observability") return { ...common, isTracing: each.isTracing };
  const isUsed = place.services.some((service) => isLive(service) && service.configuration.scaling === each.handle);
  return { ...common, isDefault: each.isDefault, isUsed };
}

function isHeld(place: RegionModel, kind: RevisionKind, handle: string): boolean {
  return place.services.some(
    (service) =>
      isLive(service) &&
      (service.configuration[kind] === handle ||
        service.operations.some(({ status, previous }) => status === "PENDING" && previous?.[kind] === handle)),
  );
}

function isLatest(all: readonly RevisionModel[], each: RevisionModel): boolean {
  return each.isActive && highest(all.filter(({ name, isActive }) => name === each.name && isActive)) === each;
}

function highest(revisions: readonly RevisionModel[]): RevisionModel | undefined {
  return revisions.reduce<RevisionModel | undefined>(
    (best, each) => (best && best.revision > each.revision ? best : each),
    undefined,
  );
}
