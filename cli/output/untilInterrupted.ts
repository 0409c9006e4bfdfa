/**
 * Runs `work` with a signal that Ctrl-C (or SIGTERM) aborts, and comes back when the work has noticed. A second Ctrl-C changes nothing: on
 * a terminal one press may arrive twice, from the terminal itself and from the process that started this one.
 */
export async function untilInterrupted(work: (signal: AbortSignal) => Promise<void>): Promise<void> {
  const interruption = new AbortController();
  const interrupt = (): void => interruption.abort();
  process.on("SIGINT", interrupt).on("SIGTERM", interrupt);
  try {
    await work(interruption.signal);
  } catch (error) {
    if (!interruption.signal.aborted) throw error;
  }
}
