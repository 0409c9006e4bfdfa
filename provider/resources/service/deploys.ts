import type { Properties } from "../../core/resource";

/**
 * Inputs whose change starts no new instances. Everything else that UpdateService takes does. Sources: API reference UpdateService;
 * TagResource and UntagResource are calls of their own.
 */
const SETTINGS_ONLY = [
  "autoScalingConfigurationArn",
  "sourceConfiguration.autoDeploymentsEnabled",
  "tags",
  "desiredState",
  "ignoreImage",
  "deleteWithDomains",
];

/** Whether a change of the inputs at `paths` deploys. A service whose creation failed is deployed by any update. */
export function deploys(paths: readonly string[], { status }: Properties): boolean {
  return status === "CREATE_FAILED" || paths.some((path) => !isSetting(path));
}

function isSetting(path: string): boolean {
  return SETTINGS_ONLY.some((setting) => path === setting || path.startsWith(`${setting}.`));
}
