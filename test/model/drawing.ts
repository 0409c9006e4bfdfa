import fc from "fast-check";
import type { RevisionKind, RevisionTarget } from "./configurationRules";
import type { Region } from "./model";
import type { Names } from "./step";

export interface WithRegion {
  region: Region;
}

/** Draws one of the resources that there will be then, more often one of the newest, now and then (11) nobody; see Names.pick. */
export const anIndex = fc.oneof(
  { weight: 6, arbitrary: fc.nat({ max: 1 }) },
  { weight: 4, arbitrary: fc.integer({ min: 2, max: 10 }) },
  { weight: 1, arbitrary: fc.constant(11) },
);

/** A revision as drawn. */
export type DrawnTarget = { index: number } | { name: string; revision?: number };

export const aConfigurationName = fc.constantFrom("busy", "calm", "idle", "DefaultConfiguration");

export const aTarget: fc.Arbitrary<DrawnTarget> = fc.oneof(
  fc.record({ index: anIndex }),
  fc.record({ name: aConfigurationName }),
  fc.record({ name: aConfigurationName, revision: fc.integer({ min: 1, max: 3 }) }),
);

/** Tags of a request: mostly few, no key twice, at times more than the quota lets through. */
export const someTags = fc.oneof({ weight: 5, arbitrary: tagsUpTo(2) }, { weight: 1, arbitrary: tagsUpTo(4) });

function tagsUpTo(maxLength: number) {
  const tag = fc.record({ key: fc.constantFrom("a", "b", "c", "d"), value: fc.constantFrom("", "1", "2") });
  return fc.uniqueArray(tag, { selector: ({ key }) => key, maxLength });
}

export function resolveTarget(drawn: DrawnTarget, kind: RevisionKind, names: Names): RevisionTarget {
  return "index" in drawn ? { handle: names.pick(kind, drawn.index) } : drawn;
}

const ARN_KIND = { scaling: "autoscalingconfiguration", observability: "observabilityconfiguration" };

/** The ARN, full or partial, of a target. */
export function revisionArn(target: RevisionTarget, kind: RevisionKind, names: Names, region: Region): string {
  if ("handle" in target) return names.arn(target.handle, region);
  const end = target.revision === undefined ? "" : `/${target.revision}`;
  return `arn:aws:apprunner:${region}:000000000000:${ARN_KIND[kind]}/${target.name}${end}`;
}
