/** How often is looked whether the parent is still there. */
const EVERY_MS = 2_000;

/**
 * Calls `end` once when the process that started this one is gone: a Pulumi that is killed sends no signal, and the plugin would stay for
 * ever. Whoever loses its parent gets another; where a system keeps the old number (Windows) nothing is noticed. Keeps no process alive.
 */
export function watchParent(end: () => void, everyMs = EVERY_MS): void {
  const parent = process.ppid;
  const timer = setInterval(() => {
    if (process.ppid === parent) return;
    clearInterval(timer);
    end();
  }, everyMs);
  timer.unref();
}
