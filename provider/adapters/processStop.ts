import { subscribe } from "node:diagnostics_channel";
import { setMaxListeners } from "node:events";
import type { IncomingHttpHeaders } from "node:http2";

/** What ends the work of a process. */
export interface Stop {
  readonly signal: AbortSignal;
  /** Work that may say where it stopped before the process ends. */
  during<Value>(work: () => Promise<Value>): Promise<Value>;
}

/** Pulumi's request to stop (Ctrl-C). Its dynamic provider's process answers it and tells no provider. */
const CANCEL = "/pulumirpc.ResourceProvider/Cancel";

/** The end of a process waits so long for answers to be written; Pulumi kills after 5 s. */
const ANSWER_MS = 300;
const LONGEST_MS = 4_000;

let ofProcess: Stop | undefined;

/** Aborted when Pulumi cancels, and when this process is told to end. Signals are watched from the first call on. */
export function processStop(): Stop {
  ofProcess ??= watch();
  return ofProcess;
}

function watch(): Stop {
  const stopped = new AbortController();
  // Every request of every resource listens; an older Node warns of so many.
  setMaxListeners(0, stopped.signal);
  const stop = (): void =>
    stopped.abort(new Error("cancelled: what App Runner has begun goes on by itself, and the next run finds it"));
  const running = new Set<Promise<unknown>>();
  // gRPC is HTTP/2, and Node tells of each stream that its servers get (tried: 22.19 and 24.21): there is no other way to hear of the
  // request. Were the channel gone one day, the work would go on to its end.
  subscribe("http2.server.stream.created", (message) => {
    const { headers } = message as { headers: IncomingHttpHeaders };
    if (headers[":path"] === CANCEL) stop();
  });
  for (const name of ["SIGINT", "SIGTERM"] as const) {
    process.once(name, async () => {
      stop();
      if (running.size > 0) {
        await Promise.race([Promise.allSettled(running), sleep(LONGEST_MS)]);
        await sleep(ANSWER_MS);
      }
      process.kill(process.pid, name);
    });
  }
  return {
    signal: stopped.signal,
    during: (work) => {
      const one = work();
      running.add(one);
      one.then(
        () => running.delete(one),
        () => running.delete(one),
      );
      return one;
    },
  };
}

function sleep(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}
