import type { EngineEvent, OutputMap, Stack } from "@pulumi/pulumi/automation";
import type { PreviewDigest } from "../preview/digest";
import { EventDigest } from "./eventDigest";
import { explain } from "./failures";
import { Progress, type ProgressListener } from "./progress";

/** What every operation may be given. */
export interface Running {
  listener: ProgressListener;
  /** Milliseconds since the epoch. */
  now: () => number;
  /** Cancels: Pulumi ends what runs in good order. */
  signal?: AbortSignal;
}

export interface Previewed {
  digest: PreviewDigest;
  /** Set when the preview broke off; the digest has what was found until then. */
  failure?: Error;
}

/** Previews an `up`. A preview that finds errors is an answer too: its digest names them. */
export function previewStack(stack: Stack, running: Running): Promise<Previewed> {
  return digestOf("preview", new EventDigest(), running, (onEvent, signal) =>
    stack.preview({ onEvent, signal, color: "never" }),
  );
}

/** Compares what is live with the state and changes neither: the drift. */
export function previewRefresh(stack: Stack, running: Running): Promise<Previewed> {
  return digestOf("comparison with what is live", new EventDigest("resOutputsEvent"), running, (onEvent, signal) =>
    stack.previewRefresh({ onEvent, signal, color: "never" }),
  );
}

/** What an operation did: how many resources were "created", "updated", "deleted"... */
export type Done = Readonly<Record<string, number>>;

/**
 * Deploys. `message` is kept in the stack's history. With `refresh` it looks first at what is there: a local App Runner may have been reset,
 * and what is gone then is made anew.
 */
export async function upStack(
  stack: Stack,
  running: Running,
  { message, refresh }: { message: string; refresh: boolean },
): Promise<{ done: Done; outputs: OutputMap }> {
  const { result, done } = await follow("deployment", running, (onEvent, signal) =>
    stack.up({ onEvent, signal, message, refresh, color: "never" }),
  );
  return { done, outputs: result.outputs };
}

/** Makes the state what is live. */
export async function refreshStack(stack: Stack, running: Running): Promise<Done> {
  return (await follow("refresh", running, (onEvent, signal) => stack.refresh({ onEvent, signal, color: "never" })))
    .done;
}

/** Deletes every resource of the stack, and the stack's record with `remove`. */
export async function destroyStack(stack: Stack, running: Running, remove: boolean): Promise<Done> {
  return (
    await follow("removal", running, (onEvent, signal) => stack.destroy({ onEvent, signal, remove, color: "never" }))
  ).done;
}

type Work<Result> = (onEvent: (event: EngineEvent) => void, signal: AbortSignal | undefined) => Promise<Result>;

async function digestOf(
  operation: string,
  events: EventDigest,
  running: Running,
  work: Work<unknown>,
): Promise<Previewed> {
  try {
    await work((event) => events.add(event), running.signal);
    return { digest: events.digest() };
  } catch (error) {
    const failure = explain(operation, error, events.errors());
    if (events.errors().length === 0) throw failure;
    return { digest: events.digest(), failure };
  }
}

async function follow<Result>(
  operation: string,
  running: Running,
  work: Work<Result>,
): Promise<{ result: Result; done: Done }> {
  const events = new EventDigest();
  const progress = new Progress(running.listener, running.now);
  try {
    const result = await work((event) => {
      events.add(event);
      progress.add(event);
    }, running.signal);
    return { result, done: progress.done };
  } catch (error) {
    throw explain(operation, error, events.errors());
  } finally {
    running.listener.status("");
  }
}
