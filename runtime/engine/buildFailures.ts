import type { BuildPhase } from "./dockerfile";
import { BuildFailed } from "./failures";

/** Longest build; it ends what would otherwise go on for ever. */
export const BUILD_TIMEOUT_MS = 30 * 60_000;

/** A user's command ended with another code than 0. App Runner's own sentence comes first, then what it leaves out. */
export function commandFailed(
  { phase, command }: { phase: BuildPhase; command: string },
  exitCode: number,
  lastLines: readonly string[],
  supposition = "",
): BuildFailed {
  return new BuildFailed(
    `Failed to execute '${phase.replace("-", "_")}' command. \`${command}\` ended with exit code ${exitCode}${supposition}.`,
    lastLines,
  );
}

/**
 * Runs a build within its time. The caller's abort is passed on with the caller's reason; the end of the time becomes BuildFailed.
 */
export async function withinBuildTime<T>(
  signal: AbortSignal,
  lastLines: () => readonly string[],
  build: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  const limit = AbortSignal.timeout(BUILD_TIMEOUT_MS);
  try {
    return await build(AbortSignal.any([signal, limit]));
  } catch (error) {
    signal.throwIfAborted();
    if (!limit.aborted) throw error;
    throw new BuildFailed(`The build took longer than ${BUILD_TIMEOUT_MS / 60_000} minutes.`, lastLines());
  }
}
