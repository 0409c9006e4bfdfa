import {
  type Answer,
  answered,
  INVALID,
  isLive,
  MISSING,
  type Model,
  QUOTAS,
  type Region,
  type RegionModel,
} from "./model";

export interface TagModel {
  key: string;
  value: string;
}

export function setTags(place: RegionModel, handle: string, tags: readonly TagModel[]): void {
  const kept = place.tags.get(handle) ?? new Map<string, string>();
  for (const { key, value } of tags) kept.set(key, value);
  place.tags.set(handle, kept);
}

export function tagResource(model: Model, region: Region, handle: string, tags: readonly TagModel[]): Answer {
  const place = model.regions[region];
  if (!isTaggable(place, handle)) return MISSING;
  const keys = new Set([...(place.tags.get(handle)?.keys() ?? []), ...tags.map(({ key }) => key)]);
  if (keys.size > QUOTAS.tagsPerResource) return INVALID;
  setTags(place, handle, tags);
  return answered({});
}

export function untagResource(model: Model, region: Region, handle: string, keys: readonly string[]): Answer {
  const place = model.regions[region];
  if (!isTaggable(place, handle)) return MISSING;
  for (const key of keys) place.tags.get(handle)?.delete(key);
  return answered({});
}

export function listTags(model: Model, region: Region, handle: string): Answer {
  const place = model.regions[region];
  if (!isTaggable(place, handle)) return MISSING;
  return answered([...(place.tags.get(handle) ?? [])].sort(([a], [b]) => (a < b ? -1 : 1)));
}

function isTaggable(place: RegionModel, wanted: string): boolean {
  const { services, scaling, observability, connections, connectors, ingresses } = place;
  const there = [
    ...services.filter(isLive),
    ...[...scaling, ...observability, ...connectors].filter(({ isActive }) => isActive),
    ...connections,
    ...ingresses.filter(({ status }) => status !== "DELETED"),
  ];
  return there.some(({ handle }) => handle === wanted);
}
