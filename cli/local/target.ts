import { openTarget, type Target } from "../service/target";
import type { Terminal } from "../terminal";
import { homeOf, regionOf } from "./options";

export interface LocalTargetOptions {
  home?: string;
  region?: string;
}

/** A local App Runner: for the AWS APIs, and for its own (`callLocal`). */
export interface LocalTarget extends Target {
  home: string;
  region: string;
}

/**
 * Opens the local App Runner that the options mean, in the region of the service.
 * @throws CommandFailure when none runs.
 */
export async function openLocalTarget(
  options: LocalTargetOptions,
  service: string,
  terminal: Terminal,
): Promise<LocalTarget> {
  const home = homeOf(options, terminal);
  const region = regionOf(options, service);
  return { ...(await openTarget({ target: "local", home, region }, terminal)), home, region };
}
