import type { HealthCheckConfiguration } from "@aws-sdk/client-apprunner";
import { LOCAL_SERVICE_DOMAIN } from "../../api/local";
import type { EngineInstance } from "../engine/engine";
import type { RoutedService, RouteHealthCheck, RouteTarget } from "../model/route";
import type { OperationRow } from "../state/operations";
import type { ServiceRow } from "../state/services";

/** Name of the phase after which a resumed service is routed again (reconciler/operations/resume.ts). */
export const SERVE_PHASE = "serve";

/** What a service's route is made from. */
export interface RouteFacts {
  service: ServiceRow;
  operation: OperationRow | undefined;
  /** Custom domains to answer for, `www.` names included. */
  domains: readonly string[];
  maxConcurrency: number;
  /** Instances that the engine has, of any version. */
  instances: readonly EngineInstance[];
}

/** The route of a service as its stored state wants it. Pure. */
export function desiredRoute(facts: RouteFacts): RoutedService {
  const { service } = facts;
  return {
    serviceArn: service.arn,
    hosts: [serviceHost(service), ...facts.domains],
    state: routeState(facts),
    maxConcurrency: facts.maxConcurrency,
    healthCheck: routeHealthCheck(service.configuration.HealthCheckConfiguration),
    targets: servingTargets(facts),
  };
}

export function serviceHost(service: Pick<ServiceRow, "label" | "region">): string {
  return `${service.label}.${service.region}.${LOCAL_SERVICE_DOMAIN}`;
}

export function routeHealthCheck(configuration: HealthCheckConfiguration): RouteHealthCheck {
  return {
    protocol: configuration.Protocol ?? "TCP",
    path: configuration.Path ?? "/",
    interval: configuration.Interval ?? 5,
    timeout: configuration.Timeout ?? 2,
    healthyThreshold: configuration.HealthyThreshold ?? 1,
    unhealthyThreshold: configuration.UnhealthyThreshold ?? 5,
  };
}

function routeState({ service, operation }: RouteFacts): RoutedService["state"] {
  if (!service.activeVersion) return "unavailable";
  if (service.status === "PAUSED") return "paused";
  if (operation?.type === "PAUSE_SERVICE") return "paused";
  if (operation?.type === "RESUME_SERVICE") return operation.phase === SERVE_PHASE ? "running" : "paused";
  if (operation?.type === "DELETE_SERVICE" || service.status === "DELETE_FAILED") return "unavailable";
  return "running";
}

function servingTargets({ service, instances }: RouteFacts): RouteTarget[] {
  return instances
    .filter(
      ({ serviceArn, versionId, state }) =>
        serviceArn === service.arn && versionId === service.activeVersion && state === "running",
    )
    .flatMap(({ id, address }) => (address ? [{ id, address }] : []));
}
