import type { SourceConfiguration } from "@aws-sdk/client-apprunner";
import type { Engine } from "../engine/engine";
import type { ServiceRow } from "../state/services";
import type { State } from "../state/state";

/** The world as automatic deployments see it; compose.ts makes it. */
export interface AutomaticContext {
  readonly state: State;
  readonly repositories: Repositories;
  readonly images: Pick<Engine, "findImage" | "updateImage" | "watchImages">;
  /** START_DEPLOYMENT, exactly as the API does it. */
  startDeployment(service: ServiceRow): void;
  /** A line of the service's own life. */
  event(service: ServiceRow, message: string): void;
  /** A line of the runtime's own output. */
  report(line: string): void;
  /** Waits; rejects when the signal aborts. */
  sleep(ms: number, signal: AbortSignal): Promise<void>;
  now(): Date;
  /** How often a source is asked that cannot be relied on to tell. */
  readonly pollMs: number;
}

/** Code repositories; `source` has one, and the connection that opens it. */
export interface Repositories {
  /** The commit that the branch is at now. */
  resolveCommit(source: SourceConfiguration, signal: AbortSignal): Promise<string>;
  /** An id of what the source directory holds in a commit; undefined when it is not in there. */
  directoryId(source: SourceConfiguration, commit: string, signal: AbortSignal): Promise<string | undefined>;
}
