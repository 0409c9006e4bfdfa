import type { DigestState, DigestStep, PreviewDigest } from "./digest";
import { effectOf } from "./effect";
import { changesOf, type ExplainedChange, givenProperties } from "./propertyChanges";
import type { PreviewAction, PreviewRow } from "./report";
import { definitionOf, partsOfUrn, shortType } from "./resourceKind";

/** What will happen to one resource, out of all its steps. */
export interface Planned {
  urn: string;
  name: string;
  type: string;
  action: PreviewAction | "same";
  old?: DigestState;
  new?: DigestState;
  changes: ExplainedChange[];
  /** Pulumi's own words for a replacement: the keys. */
  replaceReasons: string[];
}

const STACK = "pulumi:pulumi:Stack";
const ORDER: Record<PreviewAction, number> = { replace: 0, delete: 1, create: 2, import: 3, update: 4 };

/** One entry for each resource of the preview; providers and the stack itself are left out. */
export function planOf(digest: PreviewDigest): Planned[] {
  const byUrn = new Map<string, DigestStep[]>();
  for (const step of digest.steps) {
    const { type } = partsOfUrn(step.urn);
    if (type === STACK || type.startsWith("pulumi:providers:")) continue;
    byUrn.set(step.urn, [...(byUrn.get(step.urn) ?? []), step]);
  }
  return [...byUrn.values()].map(planned);
}

/** The rows of the report: replacements first, then deletions, creations, imports and updates, each by name. */
export function rowsOf(plan: readonly Planned[]): PreviewRow[] {
  const rows = plan.flatMap((one) => (one.action === "same" ? [] : [rowOf(one, one.action)]));
  return rows.sort((a, b) => ORDER[a.action] - ORDER[b.action] || compareNames(a.name, b.name));
}

function rowOf(one: Planned, action: PreviewAction): PreviewRow {
  const definition = definitionOf(one.type);
  const changes =
    action === "create" || action === "import"
      ? givenProperties(definition, one.new?.inputs)
      : one.changes.map(withoutWhy);
  return {
    urn: one.urn,
    name: one.name,
    kind: definition?.kind ?? shortType(one.type),
    action,
    why: reasons(one),
    effect: effectOf(one),
    changes,
  };
}

function reasons(one: Planned): string[] {
  switch (one.action) {
    case "create":
      return ["it is new"];
    case "import":
      return ["an existing thing is taken over"];
    case "delete":
      return ["it is no longer declared"];
    case "replace":
      return replaceReasons(one);
    default:
      return updateReasons(one);
  }
}

function replaceReasons({ changes, replaceReasons, old }: Planned): string[] {
  const own = changes.filter((change) => change.effect === "replace" && change.certain);
  const said = own.map(({ path, why }) => (why ? `${path}: ${why}` : `${path} cannot be changed in place`));
  if (said.length > 0) return [...new Set(said)];
  const keys = replaceReasons.filter((key) => !key.startsWith("__"));
  if (keys.length > 0) return keys.map((key) => `${key} cannot be changed in place`);
  return [old ? "Pulumi was told to replace it" : "it is made anew"];
}

function updateReasons({ changes, old }: Planned): string[] {
  const failed = old?.initErrors?.length ? ["the last attempt failed and is repaired"] : [];
  const paths = changes.map(({ path, certain }) => (certain ? path : `${path} (perhaps: known only while it runs)`));
  return [...failed, ...(paths.length > 0 ? paths : failed.length > 0 ? [] : ["its outputs changed"])];
}

function planned(steps: DigestStep[]): Planned {
  const { urn } = steps[0]!;
  const { type, name } = partsOfUrn(urn);
  const main =
    steps.find((step) => step.op === "replace") ?? steps.find((step) => step.op === "create-replacement") ?? steps[0]!;
  const step: DigestStep = {
    ...main,
    oldState: main.oldState ?? steps.find((other) => other.oldState)?.oldState,
    newState: main.newState ?? steps.find((other) => other.newState)?.newState,
  };
  const action = actionOf(steps);
  return {
    urn,
    name,
    type,
    action,
    ...(step.oldState && { old: step.oldState }),
    ...(step.newState && action !== "delete" && { new: step.newState }),
    changes: action === "update" || action === "replace" ? changesOf(step, definitionOf(type)) : [],
    replaceReasons: steps.flatMap((one) => one.replaceReasons ?? []),
  };
}

function actionOf(steps: readonly DigestStep[]): Planned["action"] {
  const ops = steps.map(({ op }) => op);
  if (ops.some((op) => /replace/.test(op))) return ops.some((op) => op.startsWith("import")) ? "import" : "replace";
  if (ops.some((op) => op.startsWith("import"))) return "import";
  if (ops.some((op) => op === "create")) return "create";
  if (ops.some((op) => op === "delete" || op === "discard" || op === "remove-pending-replace")) return "delete";
  return ops.includes("update") ? "update" : "same";
}

function withoutWhy({ why: _, ...change }: ExplainedChange): Omit<ExplainedChange, "why"> {
  return change;
}

/** The same on every machine, whatever its language. */
function compareNames(one: string, other: string): number {
  return one < other ? -1 : one > other ? 1 : 0;
}
