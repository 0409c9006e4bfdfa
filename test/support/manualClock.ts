/** A clock that stands still until a test turns it. Fits the ingress's `Clock`. */
export class ManualClock {
  private time = 1_000_000;
  private timers: { at: number; callback: () => void }[] = [];

  now = (): number => this.time;

  after = (milliseconds: number, callback: () => void): (() => void) => {
    const timer = { at: this.time + milliseconds, callback };
    this.timers.push(timer);
    return () => {
      this.timers = this.timers.filter((other) => other !== timer);
    };
  };

  /** How many timers are set. */
  get waiting(): number {
    return this.timers.length;
  }

  /** Turns the clock and runs the timers that are due, in order; lets promises settle after each. */
  async turn(milliseconds: number): Promise<void> {
    const end = this.time + milliseconds;
    for (;;) {
      await new Promise((resolve) => setImmediate(resolve));
      const [next] = this.timers.filter((timer) => timer.at <= end).sort((a, b) => a.at - b.at);
      if (!next) break;
      this.timers = this.timers.filter((timer) => timer !== next);
      this.time = next.at;
      next.callback();
    }
    this.time = end;
    await new Promise((resolve) => setImmediate(resolve));
  }
}
