import type { Properties } from "./resource";

/**
 * The thing exists, but is not what was asked for. `outputs` are what is live; they go into the state, so that the next run knows
 * the thing, shows the wanted change again and repairs it.
 */
export class PartialFailure extends Error {
  constructor(
    message: string,
    readonly thingId: string,
    readonly outputs: Properties,
    options?: ErrorOptions,
  ) {
    super(message, options);
    this.name = "PartialFailure";
  }
}

/** A message for the user out of anything thrown. */
export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message || error.name : String(error);
}
