import type { OperationRow } from "../state/operations";
import type { ServiceRow } from "../state/services";
import type { ReconcilerContext, Run } from "./context";
import { settleCustomDomains } from "./customDomains";
import { carryOut } from "./operations/carryOut";
import { KeyedQueue, type Outcome } from "./queue";
import { RestartDelays } from "./restartDelays";
import { sweep } from "./sweep";
import { keepService, needsUpkeep, observe } from "./upkeep";

/** Services worked on side by side; builds are heavy, waiting is not. */
const CONCURRENCY = 8;

const FIRST_RETRY_MS = 1_000;
const MAX_RETRY_MS = 60_000;

/** How often what runs is compared with what should run. */
const WATCH_EVERY_MS = 2_000;

/** What is remembered between runs of a key, for as long as the process lives. */
interface Memory {
  /** Tries of a phase that failed in a way that may pass, by operation. */
  tries: Map<string, number>;
  delays: RestartDelays;
}

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
  const memory: Memory = { tries: new Map(), delays: new RestartDelays() };
  const queue = new KeyedQueue({
    concurrency: CONCURRENCY,
    firstRetryMs: FIRST_RETRY_MS,
    maxRetryMs: MAX_RETRY_MS,
    work: (key, signal) => reconcile(context, key, memory, signal),
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
  memory: Memory,
  signal: AbortSignal,
): Promise<Outcome> {
  const { state } = context;
  const service = state.services.find(arn);
  if (!service) return { done: true };
  const operation = state.operations.findRunning(arn);
  if (operation) {
    await carryOut(createRun(context, service, operation, signal), memory.tries);
    context.settled(arn);
  }
  const current = state.services.find(arn);
  if (!current || current.deletedAt !== undefined) {
    await context.publishRoutes();
    return { done: true };
  }
  await settleCustomDomains(context, current);
  return operation ? { done: true } : keepService(context, current, memory.delays, signal);
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
      const observation = await observe(context);
      for (const service of context.state.services.listAllLive()) {
        if (service.status === "OPERATION_IN_PROGRESS") continue;
        if (needsUpkeep(context, service, observation)) queue.nudge(service.arn);
      }
    } catch (error) {
      if (!signal.aborted) onError("watch", error);
    }
  }
}
