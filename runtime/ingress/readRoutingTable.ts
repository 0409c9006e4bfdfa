import type { RoutedService, RouteHealthCheck, RouteTarget, RoutingTable } from "../model/route";

/**
 * Reads a routing table out of JSON and refuses, with the path and what was expected, anything the router could stumble over
 * later. By hand: a schema library would cost the ingress a tenth of its memory.
 */
export function readRoutingTable(value: unknown): RoutingTable {
  const table = object(value, "table");
  return {
    generation: integer(table.generation, "generation", 0),
    services: array(table.services, "services").map((service, index) => readService(service, `services[${index}]`)),
  };
}

function readService(value: unknown, path: string): RoutedService {
  const service = object(value, path);
  return {
    serviceArn: text(service.serviceArn, `${path}.serviceArn`),
    hosts: array(service.hosts, `${path}.hosts`).map((host, index) => text(host, `${path}.hosts[${index}]`)),
    state: oneOf(service.state, `${path}.state`, ["running", "paused", "unavailable"] as const),
    maxConcurrency: integer(service.maxConcurrency, `${path}.maxConcurrency`, 1),
    healthCheck: readHealthCheck(service.healthCheck, `${path}.healthCheck`),
    targets: array(service.targets, `${path}.targets`).map((target, index) =>
      readTarget(target, `${path}.targets[${index}]`),
    ),
  };
}

function readHealthCheck(value: unknown, path: string): RouteHealthCheck {
  const check = object(value, path);
  return {
    protocol: oneOf(check.protocol, `${path}.protocol`, ["TCP", "HTTP"] as const),
    path: text(check.path, `${path}.path`),
    interval: integer(check.interval, `${path}.interval`, 1),
    timeout: integer(check.timeout, `${path}.timeout`, 1),
    healthyThreshold: integer(check.healthyThreshold, `${path}.healthyThreshold`, 1),
    unhealthyThreshold: integer(check.unhealthyThreshold, `${path}.unhealthyThreshold`, 1),
  };
}

function readTarget(value: unknown, path: string): RouteTarget {
  const target = object(value, path);
  const address = text(target.address, `${path}.address`);
  if (!/^[\w.-]+:\d{1,5}$/.test(address)) throw new TypeError(`${path}.address: "${address}" is not host:port`);
  return { id: text(target.id, `${path}.id`), address };
}

function object(value: unknown, path: string): Record<string, unknown> {
  if (typeof value === "object" && value !== null && !Array.isArray(value)) return value as Record<string, unknown>;
  throw new TypeError(`${path}: an object is expected`);
}

function array(value: unknown, path: string): unknown[] {
  if (Array.isArray(value)) return value;
  throw new TypeError(`${path}: a list is expected`);
}

function text(value: unknown, path: string): string {
  if (typeof value === "string" && value !== "") return value;
  throw new TypeError(`${path}: a text is expected`);
}

function integer(value: unknown, path: string, least: number): number {
  if (Number.isSafeInteger(value) && (value as number) >= least) return value as number;
  throw new TypeError(`${path}: a whole number of at least ${least} is expected`);
}

function oneOf<T extends string>(value: unknown, path: string, allowed: readonly T[]): T {
  if (allowed.includes(value as T)) return value as T;
  throw new TypeError(`${path}: one of ${allowed.join(", ")} is expected`);
}
