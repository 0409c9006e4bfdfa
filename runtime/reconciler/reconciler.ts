import type { OperationRow } from "../state/operations";
import type { ServiceRow } from "../state/services";
import type { ReconcilerContext, Run } from "./context";
import { settleCustomDomains } from "./customDomains";
import { carryOut } from "./operations/carryOut";
import { KeyedQueue, type Outcome } from "./queue";
import { sweep } from "./sweep";
import { keepService, needsUpkeep } from "./upkeep";

/** Services worked on side by side; builds are heavy, waiting is not. */
const CONCURRENCY = 8;

const FIRST_RETRY_MS = 1_000;
const MAX_RETRY_MS = 60_000;

/** How often what runs is compared with what should run. */
const WATCH_EVERY_MS = 2_000;

export interface Reconciler {
  /** Wakes the work on a service: its intent has changed. */
  enqueue(serviceArn: string): void;
  /** Ends what a crash left over, goes on with what was running, and watches from then on. */
  start(): Promise<void>;
  /** Lets go of everything as it stands; instances go on running. */
  close(): Promise<void>;
}

/** Makes what is stored true, service by service, for as long as it runs. */
export function createReconciler(
  context: ReconcilerContext,
  onError: (key: string, error: unknown) => void,
): Reconciler {
  const tries = new Map<string, number>();
  const queue = new KeyedQueue({
    concurrency: CONCURRENCY,
    firstRetryMs: FIRST_RETRY_MS,
    maxRetryMs: MAX_RETRY_MS,
    work: (key, signal) => reconcile(context, key, tries, signal),
    onError,
  });
  const watching = new AbortController();
  let watcher: Promise<void> = Promise.resolve();

  return {
    enqueue: (serviceArn) => queue.add(serviceArn),
    async start() {
      await sweep(context);
      await context.publishRoutes();
      for (const { arn } of context.state.services.listAllLive()) queue.add(arn);
      watcher = watch(context, queue, watching.signal, onError);
    },
    async close() {
      watching.abort();
      await queue.close();
      await watcher;
    },
  };
}

async function reconcile(
  context: ReconcilerContext,
  arn: string,
  tries: Map<string, number>,
  signal: AbortSignal,
): Promise<Outcome> {
  const { state } = context;
  const service = state.services.find(arn);
  if (!service) return { done: true };
  const operation = state.operations.findRunning(arn);
  if (operation) await carryOut(createRun(context, service, operation, signal), tries);
  const current = state.services.find(arn);
  if (!current || current.deletedAt !== undefined) {
    await context.publishRoutes();
    return { done: true };
  }
  await settleCustomDomains(context, current);
  if (!operation) await keepService(context, current, signal);
  return { done: true };
}

function createRun(context: ReconcilerContext, service: ServiceRow, operation: OperationRow, signal: AbortSignal): Run {
  return {
    context,
    service,
    operation,
    signal,
    note: (message, source = "AppRunner") => context.log.deployment(service, operation.id, source, message),
  };
}

async function watch(
  context: ReconcilerContext,
  queue: KeyedQueue,
  signal: AbortSignal,
  onError: (key: string, error: unknown) => void,
): Promise<void> {
  while (!signal.aborted) {
    try {
      await context.sleep(WATCH_EVERY_MS, signal);
      const instances = await context.engine.listInstances();
      for (const service of context.state.services.listAllLive()) {
        if (service.status === "OPERATION_IN_PROGRESS") continue;
        if (needsUpkeep(context, service, instances)) queue.nudge(service.arn);
      }
    } catch (error) {
      if (!signal.aborted) onError("watch", error);
    }
  }
}
