import { type DiffRequest, DiffResponse, PropertyDiff } from "@pulumi/pulumi/proto/provider_pb";
import { refusals } from "../../core/account";
import { mayReplace } from "../../core/diff";
import { effectOf } from "../../core/effectOf";
import { AUTO_NAME } from "../../core/name";
import type { Change, Definition, Difference, Properties } from "../../core/resource";
import { secretValues } from "../secrets";
import { sayFindings } from "./check";
import { type Kind, kindOf } from "./kinds";
import { enginePath } from "./propertyPath";
import type { Session } from "./session";
import { stableOutputs } from "./stableOutputs";
import { open } from "./values";

/**
 * What an update would do, property by property, against what was last seen live. A value that is not known yet and would replace is
 * shown as a replacement: outputs that an update keeps are known in previews, so one that is not is about to be another.
 */
export async function diff(request: DiffRequest, session: Session): Promise<DiffResponse> {
  const urn = request.getUrn();
  const kind = kindOf(urn);
  const olds = open(request.getOlds()).properties;
  const given = open(request.getNews());
  const news = given.properties;
  const difference = differenceOf(kind, olds, news);
  sayWhy(difference, urn, session);
  const effect = effectOf(kind.definition, olds, difference);
  if (effect) session.log(effect, urn);
  if (difference.changes.length > 0) {
    const replaces = mayReplace(difference.changes).length > 0;
    const findings = await session.foresight.ofDiff(kind.foresee, request.getId(), olds, news, replaces);
    sayFindings([...refusals(difference), ...findings], urn, secretValues(given), session);
  }
  return responseOf(kind.definition, olds, difference);
}

/** What changes; a name that was made up is no wish, so a live one of another form is none either. */
export function differenceOf(kind: Kind, olds: Properties, news: Properties): Difference {
  const name = kind.definition.nameProperty;
  const keeps = name !== undefined && news[AUTO_NAME] !== undefined;
  return kind.diff(olds, keeps ? { ...news, [name]: undefined } : news);
}

function responseOf(definition: Definition, olds: Properties, difference: Difference): DiffResponse {
  const { changes, deleteBeforeReplace } = difference;
  const { DIFF_NONE, DIFF_SOME } = DiffResponse.DiffChanges;
  const keys = mayReplace(changes);
  const response = new DiffResponse();
  response.setChanges(changes.length > 0 ? DIFF_SOME : DIFF_NONE);
  response.setDiffsList(topLevel(changes));
  response.setReplacesList(keys);
  response.setDeletebeforereplace(deleteBeforeReplace);
  response.setStablesList(keys.length > 0 ? [] : stableOutputs(definition, olds, pathsOf(changes)));
  response.setHasdetaileddiff(true);
  for (const change of changes) {
    response.getDetaileddiffMap().set(enginePath(definition.inputs, change.path), propertyDiff(change));
  }
  return response;
}

function propertyDiff({ kind, effect }: Change): PropertyDiff {
  const { ADD, ADD_REPLACE, DELETE, DELETE_REPLACE, UPDATE, UPDATE_REPLACE } = PropertyDiff.Kind;
  const kinds = { add: [ADD, ADD_REPLACE], delete: [DELETE, DELETE_REPLACE], update: [UPDATE, UPDATE_REPLACE] };
  const diff = new PropertyDiff();
  diff.setKind(kinds[kind][effect === "replace" ? 1 : 0]!);
  // Compared with the outputs, which say what is live; the old inputs only say what was wanted.
  diff.setInputdiff(false);
  return diff;
}

function pathsOf(changes: readonly Change[]): string[] {
  return changes.map(({ path }) => path);
}

function topLevel(changes: readonly Change[]): string[] {
  return [...new Set(changes.map(({ path }) => path.split(".")[0]!))];
}

function sayWhy({ changes }: Difference, urn: string, session: Session): void {
  const reasons = new Set(changes.flatMap(({ why }) => (why ? [why] : [])));
  if (reasons.size > 0) session.log(`will be replaced: ${[...reasons].join("; ")}`, urn);
}
