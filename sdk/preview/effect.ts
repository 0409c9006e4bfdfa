import type { PreviewRow, PropertyChange } from "./report";
import { definitionOf } from "./resourceKind";
import type { Planned } from "./rows";

/**
 * Changes of a service that deploy nothing: instances keep running as they are. Everything else that UpdateService takes starts new
 * instances. Sources: API reference UpdateService; TagResource and UntagResource are calls of their own.
 */
const SETTINGS_ONLY = [
  "autoScalingConfigurationArn",
  "sourceConfiguration.autoDeploymentsEnabled",
  "tags",
  "desiredState",
  "ignoreImage",
  "deleteWithDomains",
];

/** What a planned change does to running instances: a new deployment, a mere setting, or nothing that a request would notice. */
export function effectOf({ type, action, changes, old }: Planned): PreviewRow["effect"] {
  if (definitionOf(type)?.kind !== "Service") return "none";
  if (action === "create" || action === "replace") return "deploys";
  if (action !== "update") return "none";
  if (old?.initErrors?.length) return "deploys";
  return changes.every(isSetting) ? "settings" : "deploys";
}

function isSetting({ path }: PropertyChange): boolean {
  return SETTINGS_ONLY.some((setting) => path === setting || path.startsWith(`${setting}.`));
}
