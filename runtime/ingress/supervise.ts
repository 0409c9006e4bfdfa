import type { IngressClient } from "./client";
import { IngressUnreachable } from "./failures";
import { type StartIngressOptions, startIngress } from "./start";

export interface Supervision {
  /** Ends the supervision, not the ingress. */
  signal: AbortSignal;
  /** How often to look. Default 1000 ms. */
  everyMs?: number;
  /** Called after an ingress that had gone was started again; it serves its saved table already. */
  onRestart?: (client: IngressClient) => void;
  /** Called when it could not be started; the next look tries again. */
  onFailure?: (error: Error) => void;
}

/** Keeps the home's ingress running until `signal` aborts: looks after it and starts it again when it has gone. */
export async function superviseIngress(options: StartIngressOptions, supervision: Supervision): Promise<void> {
  const { signal, everyMs = 1000, onRestart, onFailure } = supervision;
  let pid: number | undefined;
  while (!signal.aborted) {
    try {
      const client = await startIngress(options);
      const status = await client.status();
      if (pid !== undefined && pid !== status.pid) onRestart?.(client);
      pid = status.pid;
    } catch (error) {
      // Gone since it answered: the next look starts it again.
      const goneAgain = error instanceof IngressUnreachable;
      if (!signal.aborted && !goneAgain) onFailure?.(error as Error);
    }
    await pause(everyMs, signal);
  }
}

function pause(milliseconds: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) return resolve();
    const done = (): void => {
      clearTimeout(timer);
      signal.removeEventListener("abort", done);
      resolve();
    };
    const timer = setTimeout(done, milliseconds).unref();
    signal.addEventListener("abort", done, { once: true });
  });
}
