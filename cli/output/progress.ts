import type { Terminal } from "../terminal";

/** Work that is done sooner shows nothing. */
const QUIET_MS = 1000;
const REFRESH_MS = 250;

/**
 * Runs `work` and shows `label` with the seconds gone by, from the first second on; silent where nobody watches. `work` may
 * change the label.
 */
export async function withProgress<T>(
  terminal: Terminal,
  label: string,
  work: (relabel: (label: string) => void) => Promise<T>,
): Promise<T> {
  const startedAt = Date.now();
  let current = label;
  const timer = setInterval(() => {
    const elapsed = Date.now() - startedAt;
    if (elapsed >= QUIET_MS) terminal.progress(`${current} (${Math.floor(elapsed / 1000)} s)`);
  }, REFRESH_MS);
  try {
    return await work((next) => {
      current = next;
    });
  } finally {
    clearInterval(timer);
    terminal.progress("");
  }
}
