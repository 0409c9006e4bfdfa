/**
 * Names of App Runner's log groups and streams. Source: guide, "App Runner log groups and streams". A deployment's stream is named
 * after its operation, an instance's after the instance.
 */
export function serviceLogGroup(serviceName: string, serviceId: string): string {
  return `/aws/apprunner/${serviceName}/${serviceId}/service`;
}

/** The group of what a service's instances print. */
export function applicationLogGroup(serviceName: string, serviceId: string): string {
  return `/aws/apprunner/${serviceName}/${serviceId}/application`;
}

/** The stream of a service's own life, in its service group. */
export const EVENTS_STREAM = "events";

/** The stream of one deployment, in the service group. */
export function deploymentStream(operationId: string): string {
  return `deployment/${operationId}`;
}

/** The stream of one instance, in the application group. */
export function instanceStream(instanceId: string): string {
  return `instance/${instanceId}`;
}
