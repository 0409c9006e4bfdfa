import type { SourceConfiguration } from "@aws-sdk/client-apprunner";
import type { Engine, EngineInstance } from "../engine/engine";
import type { BuildPlan } from "../model/buildPlan";
import type { RouteHealthCheck, RoutingTable, TargetStatus } from "../model/route";
import type { VersionSecrets } from "../secrets/versionSecrets";
import type { OperationRow } from "../state/operations";
import type { ServiceRow } from "../state/services";
import type { State } from "../state/state";

/** What the reconciler needs of the ingress process. */
export interface IngressControl {
  putRoutes(table: RoutingTable): Promise<void>;
  /** Waits until no request is in flight on the targets, at most `timeoutMs`; answers how many requests were cut. */
  drain(targets: readonly string[], timeoutMs: number): Promise<number>;
  targets(): Promise<TargetStatus[]>;
}

/** Where code comes from and what is to be done with it. */
export interface Sources {
  /** The commit that a branch points to now. `source` has a code repository, and the connection that opens it. */
  resolveCommit(source: SourceConfiguration, signal: AbortSignal): Promise<string>;
  /** An id of what the source directory holds in a commit; undefined when it is not in there. */
  directoryId(source: SourceConfiguration, commit: string, signal: AbortSignal): Promise<string | undefined>;
  /** Fetches a commit into a new folder under the runtime's work folder and plans its build. */
  fetch(
    source: SourceConfiguration,
    commit: string,
    onLine: (line: string) => void,
    signal: AbortSignal,
  ): Promise<{ plan: BuildPlan; directory: string; remove(): Promise<void> }>;
}

/** Where a service's log lines go. Groups and streams: runtime/observability. */
export interface ServiceLog {
  /** A line of the service's own life, e.g. "Service creation started." */
  event(service: ServiceRow, message: string): void;
  /** A line of one deployment; `source` is the step it comes from. */
  deployment(service: ServiceRow, operationId: string, source: "AppRunner" | "Build", message: string): void;
  /** A line that the app printed. */
  application(service: ServiceRow, instanceId: string, line: { at: Date; text: string }): void;
  /** The last lines that an instance printed. */
  lastLines(service: ServiceRow, instanceId: string, count: number): Promise<string[]>;
  /** When the last kept line of an instance was printed. */
  lastLineAt(service: ServiceRow, instanceId: string): Promise<Date | undefined>;
}

/** One check of an address. Resolves to undefined when it is healthy, else to the reason. */
export type Probe = (address: string, check: RouteHealthCheck, signal: AbortSignal) => Promise<string | undefined>;

export interface ReconcilerLimits {
  /** How long new instances may take to become healthy. */
  startDeadlineMs: number;
  /** How long an in-flight request may go on at an instance that is being replaced. Guide: requests end within 120 s. */
  drainDeadlineMs: number;
  /** SIGTERM to SIGKILL. */
  stopGraceSeconds: number;
  /** Longest pause between two probes of a starting instance. */
  probeEveryMs: number;
}

export const DEFAULT_LIMITS: ReconcilerLimits = {
  startDeadlineMs: 120_000,
  drainDeadlineMs: 120_000,
  stopGraceSeconds: 30,
  probeEveryMs: 200,
};

/** The world as the reconciler sees it; compose.ts makes it. */
export interface ReconcilerContext {
  readonly state: State;
  readonly engine: Engine;
  readonly ingress: IngressControl;
  readonly sources: Sources;
  readonly secrets: VersionSecrets;
  readonly log: ServiceLog;
  readonly probe: Probe;
  readonly limits: ReconcilerLimits;
  /** Sends the routes that the stored state wants now to the ingress; resolves when they are in force. */
  publishRoutes(): Promise<void>;
  /** Keeps what a running instance prints in the service's log, until it ends; again for the same instance does nothing. */
  follow(service: ServiceRow, instance: EngineInstance): void;
  /** Told each step of an operation as it is reached (`UPDATE_SERVICE.build.begin`); tests end the process there. */
  reach(step: string): void;
  /** Told when an operation of a service has ended, however it did. */
  settled(serviceArn: string): void;
  now(): Date;
  /** Waits; rejects when the signal aborts. */
  sleep(ms: number, signal: AbortSignal): Promise<void>;
}

/** One operation of one service being carried out. */
export interface Run {
  readonly context: ReconcilerContext;
  readonly service: ServiceRow;
  readonly operation: OperationRow;
  readonly signal: AbortSignal;
  /** A line in the deployment's log. */
  note(message: string, source?: "AppRunner" | "Build"): void;
}
