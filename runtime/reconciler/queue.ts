/** What a reconcile of a key came to. An error thrown instead is retried with a growing delay. */
export type Outcome = { done: true } | { againInMs: number };

export interface QueueOptions {
  /** Keys worked on side by side. */
  concurrency: number;
  /** Delay after the first failure in a row; doubles up to `maxRetryMs`. */
  firstRetryMs: number;
  maxRetryMs: number;
  work(key: string, signal: AbortSignal): Promise<Outcome>;
  onError(key: string, error: unknown): void;
}

/**
 * A work queue by key: a key waiting twice is worked on once, and never twice at the same time; a key added while it is worked on is
 * worked on again after. Keys carry no data, so that every run starts from what the state says then.
 */
export class KeyedQueue {
  private readonly waiting = new Set<string>();
  private readonly working = new Map<string, Promise<void>>();
  private readonly addedMeanwhile = new Set<string>();
  private readonly timers = new Map<string, NodeJS.Timeout>();
  private readonly failures = new Map<string, number>();
  private readonly stopping = new AbortController();

  constructor(private readonly options: QueueOptions) {}

  add(key: string): void {
    if (this.stopping.signal.aborted) return;
    this.forgetTimer(key);
    if (this.working.has(key)) {
      this.addedMeanwhile.add(key);
      return;
    }
    this.waiting.add(key);
    this.startNext();
  }

  /** Like `add`, but leaves a key alone that waits for its next try. */
  nudge(key: string): void {
    if (!this.timers.has(key) && !this.working.has(key)) this.add(key);
  }

  /** Aborts what runs, waits until it has let go, and takes nothing more. */
  async close(): Promise<void> {
    this.stopping.abort(new Error("the runtime is shutting down"));
    this.waiting.clear();
    for (const key of [...this.timers.keys()]) this.forgetTimer(key);
    await Promise.allSettled(this.working.values());
  }

  private startNext(): void {
    for (const key of this.waiting) {
      if (this.working.size >= this.options.concurrency) return;
      this.waiting.delete(key);
      this.working.set(
        key,
        this.run(key).finally(() => this.finish(key)),
      );
    }
  }

  private async run(key: string): Promise<void> {
    try {
      const outcome = await this.options.work(key, this.stopping.signal);
      this.failures.delete(key);
      if ("againInMs" in outcome) this.addLater(key, outcome.againInMs);
    } catch (error) {
      if (this.stopping.signal.aborted) return;
      this.options.onError(key, error);
      const failures = this.failures.get(key) ?? 0;
      this.failures.set(key, failures + 1);
      this.addLater(key, Math.min(this.options.firstRetryMs * 2 ** failures, this.options.maxRetryMs));
    }
  }

  private finish(key: string): void {
    this.working.delete(key);
    if (this.addedMeanwhile.delete(key)) this.add(key);
    this.startNext();
  }

  private addLater(key: string, delayMs: number): void {
    if (this.stopping.signal.aborted) return;
    this.forgetTimer(key);
    const timer = setTimeout(() => {
      this.timers.delete(key);
      this.add(key);
    }, delayMs);
    this.timers.set(key, timer);
  }

  private forgetTimer(key: string): void {
    clearTimeout(this.timers.get(key));
    this.timers.delete(key);
  }
}
