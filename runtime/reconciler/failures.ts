import { PlanFailed, SourceUnavailable } from "../build/failures";
import { BuildFailed, EngineUnavailable, ImageNotFound, InstanceNotStarted } from "../engine/failures";
import { SealBroken, SecretUnavailable } from "../secrets/failures";

/** A deployment that cannot go on, and would not if it were tried again: what happened, why, what to do. */
export class DeploymentFailed extends Error {
  override readonly name = "DeploymentFailed";
  constructor(
    message: string,
    /** The build's or the app's own last lines. */
    readonly lastLines: readonly string[] = [],
  ) {
    super(message);
  }
}

/**
 * The failure of a deployment behind an error, or undefined for one that may pass (a bug, a full disk, a cut connection) and is
 * worth another try.
 */
export function asDeploymentFailure(error: unknown): DeploymentFailed | undefined {
  if (error instanceof DeploymentFailed) return error;
  if (error instanceof BuildFailed) return new DeploymentFailed(error.message, error.lastLines);
  const final = FINAL.some((kind) => error instanceof kind);
  return final ? new DeploymentFailed((error as Error).message) : undefined;
}

/** What an error without a known meaning says; of a full disk, whoever met it (we, git, the engine), what to do too. */
export function causeOf(error: unknown): string {
  const text = error instanceof Error ? error.message : String(error);
  if (!FULL_DISK.test(text)) return text;
  return `A disk of this machine is full. Free some space, then deploy again. (${text})`;
}

/** The system's words for ENOSPC and EDQUOT, in C, in git and in Node.js. */
const FULL_DISK = /no space left on device|disk quota exceeded/i;

/** Failures of the parts whose message is for users. */
const FINAL = [
  PlanFailed,
  SourceUnavailable,
  EngineUnavailable,
  ImageNotFound,
  InstanceNotStarted,
  SecretUnavailable,
  SealBroken,
];
