import type { PreviewDigest } from "./digest";
import { changesOf } from "./propertyChanges";
import type { Drift, PropertyChange } from "./report";
import { definitionOf, partsOfUrn, shortType } from "./resourceKind";

/**
 * What is live and not as the state says, out of the steps of `pulumi refresh --preview-only`: changes that nobody declared. The values
 * are the other way round from a change: `before` is what was deployed, `after` what is live.
 */
export function driftOf(refresh: PreviewDigest): Drift[] {
  return refresh.steps.flatMap((step): Drift[] => {
    const { type, name } = partsOfUrn(step.urn);
    if (type === "pulumi:pulumi:Stack" || type.startsWith("pulumi:providers:") || !step.oldState) return [];
    const definition = definitionOf(type);
    const said = { name, kind: definition?.kind ?? shortType(type) };
    if (step.op === "delete" || !step.newState) return [{ ...said, gone: true, changes: [] }];
    const live = { ...step.newState, inputs: step.newState.outputs ?? step.newState.inputs };
    const changes: PropertyChange[] = changesOf({ ...step, newState: live }, definition).map(
      ({ why: _, ...change }) => change,
    );
    return changes.length > 0 ? [{ ...said, gone: false, changes }] : [];
  });
}
