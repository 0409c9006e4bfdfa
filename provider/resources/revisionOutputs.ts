import type { Properties } from "../core/resource";

/** What an update of a configuration whose every change but one of tags is a new revision keeps (`stays` of its outputs). */

/** Tags are the only thing of a revision that can change. */
export function keepsRevision(changed: readonly string[]): boolean {
  return changed.every((path) => path.startsWith("tags"));
}

/** The revision that an update makes is the newest one. */
export function isLatest(changed: readonly string[], { latest }: Properties): boolean {
  return latest === true || keepsRevision(changed);
}

/** The revision that an update makes is active too. */
export function staysActive(_changed: readonly string[], { status }: Properties): boolean {
  return status === "ACTIVE";
}
