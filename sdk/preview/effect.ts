import type { PreviewRow } from "./report";
import { definitionOf } from "./resourceKind";
import type { Planned } from "./rows";

/** What a planned change does to running instances: a new deployment, a mere setting, or nothing that a request would notice. */
export function effectOf({ type, action, changes, old }: Planned): PreviewRow["effect"] {
  const deploys = definitionOf(type)?.deploys;
  if (!deploys) return "none";
  if (action === "create" || action === "replace") return "deploys";
  if (action !== "update") return "none";
  if (old?.initErrors?.length) return "deploys";
  const paths = changes.map(({ path }) => path);
  return deploys(paths, old?.outputs ?? {}) ? "deploys" : "settings";
}
