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

/** What ended a call: an aborted request or sleep says only that it was aborted; the signal knows why. */
export function reasonOf(error: unknown, signal: AbortSignal): unknown {
  if (!signal.aborted) return error;
  for (let at = error; at instanceof Error; at = at.cause) {
    if (at === signal.reason || at.name === "AbortError") return signal.reason;
  }
  return error;
}

/** A message for the user out of anything thrown. */
export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message || error.name : String(error);
}
