import type { ServiceRow } from "../state/services";
import type { VersionRow } from "../state/versions";

/**
 * Names of what the reconciler makes, derived from stored ids alone: a phase that is repeated after a crash finds again what it made.
 */

/** Instance `ordinal` (from 0) of a version. */
export function instanceId(service: ServiceRow, versionId: string, ordinal: number): string {
  return `${service.name}-${service.id.slice(0, 8)}-${versionId.replaceAll("-", "").slice(0, 8)}-${ordinal}`.toLowerCase();
}

/**
 * The image built from a commit with a configuration: the same commit and configuration is the same image. `fingerprint` is of
 * whatever else the build depends on.
 */
export function builtImage(service: ServiceRow, version: VersionRow, fingerprint: string): string {
  return `apprunner/${service.id}:${(version.sourceRevision ?? "").slice(0, 12)}-${fingerprint}`;
}

/** Prefix that all images built for a service share. */
export function imagePrefix(service: ServiceRow): string {
  return `apprunner/${service.id}:`;
}
