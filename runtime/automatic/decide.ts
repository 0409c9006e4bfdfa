import type { ServiceStatus } from "../model/service";

export interface Facts {
  status: ServiceStatus;
  /** Where the source is now; undefined when nobody knows. */
  head: string | undefined;
  /** The revision of the source that was deployed, tried or passed over last. */
  seen: string | undefined;
  /** What serves, when it is of this source. */
  deployed: string | undefined;
}

/** What a look at a service's source comes to: deploy it, remember it without a deployment, or leave all as it is. */
export type Decision = "deploy" | "remember" | "nothing";

/**
 * A revision is deployed automatically once: what failed and was rolled back, or was rolled back by hand, waits for the source to move.
 * While an operation runs nothing is remembered, so that what comes meanwhile is seen after it. Pure.
 */
export function decide({ status, head, seen, deployed }: Facts): Decision {
  if (status !== "RUNNING" || head === undefined || head === seen) return "nothing";
  if (seen === undefined || head === deployed) return "remember";
  return "deploy";
}
