import type { Engine, EngineInstance } from "../engine/engine";
import type { ServiceRow } from "../state/services";
import type { ServiceLog } from "./context";

/** Copies what running instances print into the services' logs, from where a former runtime stopped. */
export class LogFollowers {
  private readonly following = new Map<string, Promise<void>>();
  private readonly stopping = new AbortController();

  constructor(
    private readonly engine: Engine,
    private readonly log: ServiceLog,
    private readonly onError: (instanceId: string, error: unknown) => void,
  ) {}

  follow(service: ServiceRow, { id, startedAt }: EngineInstance): void {
    const key = `${id} ${startedAt?.getTime()}`;
    if (this.following.has(key) || this.stopping.signal.aborted) return;
    const ended = this.copy(service, id)
      .catch((error: unknown) => {
        if (!this.stopping.signal.aborted) this.onError(id, error);
      })
      .finally(() => this.following.delete(key));
    this.following.set(key, ended);
  }

  async close(): Promise<void> {
    this.stopping.abort();
    await Promise.allSettled(this.following.values());
  }

  private async copy(service: ServiceRow, id: string): Promise<void> {
    const last = await this.log.lastLineAt(service, id);
    const onLine = (line: { at: Date; text: string }): void => {
      // The engine repeats the line at `since`.
      if (!last || line.at > last) this.log.application(service, id, line);
    };
    await this.engine.followLogs(id, last, onLine, this.stopping.signal);
  }
}
