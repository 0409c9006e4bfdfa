import type { FoundService } from "./find";

// Names of a service's log groups and streams. Source: guide, "App Runner log groups and streams".

type Named = Pick<FoundService, "name" | "id">;

/** What App Runner itself says of a service. */
export function serviceLogGroup({ name, id }: Named): string {
  return `/aws/apprunner/${name}/${id}/service`;
}

/** What the app prints, one stream for each instance. */
export function applicationLogGroup({ name, id }: Named): string {
  return `/aws/apprunner/${name}/${id}/application`;
}

/** Stream of the service's life cycle, in the service's group. */
export const EVENTS_STREAM = "events";

/** Prefix of the streams of builds and deployments, in the service's group. */
export const DEPLOYMENT_PREFIX = "deployment/";

/** Streams that may hold the log of a deployment: the guide's example has the operation's id without its dashes. */
export function deploymentStreams(operationId: string): string[] {
  return [...new Set([operationId, operationId.replaceAll("-", "")])].map((id) => DEPLOYMENT_PREFIX + id);
}
