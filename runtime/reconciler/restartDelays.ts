/** An instance that ran this long had recovered: its next end counts as a first one. */
const RECOVERED_MS = 5 * 60_000;

const FIRST_DELAY_MS = 1_000;
const LONGEST_DELAY_MS = 60_000;

interface End {
  /** Which start of the instance ended. */
  startedAt: number;
  count: number;
  dueAt: number;
}

/**
 * When an instance that ended may be started again: at once after a first end, then after 1, 2, 4 ... 60 seconds, so that an app that
 * cannot run does not keep the machine busy. Kept in memory: a restarted runtime begins afresh.
 */
export class RestartDelays {
  private readonly ends = new Map<string, End>();

  /** Milliseconds to wait from `now`; the same end asked about again keeps its time. */
  remainingMs(id: string, startedAt: Date | undefined, now: Date): number {
    const start = startedAt?.getTime() ?? 0;
    const known = this.ends.get(id);
    const end = known?.startedAt === start ? known : this.count(id, start, now.getTime(), known);
    return Math.max(0, end.dueAt - now.getTime());
  }

  private count(id: string, startedAt: number, now: number, before: End | undefined): End {
    const count = before && now - startedAt < RECOVERED_MS ? before.count + 1 : 1;
    const delay = count === 1 ? 0 : Math.min(FIRST_DELAY_MS * 2 ** (count - 2), LONGEST_DELAY_MS);
    const end = { startedAt, count, dueAt: now + delay };
    this.ends.set(id, end);
    return end;
  }
}
