import type { RoutedService, RouteTarget, RoutingTable, TargetStatus } from "../model/route";
import type { Clock } from "./clock";
import { type DrainResult, drain } from "./drain";
import { createHealthCheck, type HealthCheck } from "./healthCheck";
import { wildcardOf } from "./hostName";
import type { IngressLimits } from "./limits";
import { probe } from "./probe";
import { Service } from "./service";
import { Target } from "./target";

/** Which service a host name leads to. Holds the table in force and every target that still has something to do. */
export class Router {
  private table: RoutingTable = { generation: 0, services: [] };
  private hosts: ReadonlyMap<string, Service> = new Map();
  private readonly targets = new Map<string, Target>();
  private readonly checks = new Map<Target, HealthCheck>();

  constructor(
    private readonly clock: Clock,
    private readonly limits: IngressLimits,
    private readonly random: () => number = Math.random,
  ) {}

  get generation(): number {
    return this.table.generation;
  }

  get routes(): RoutingTable {
    return this.table;
  }

  /** The service of a host name (lower case, without port); an exact name before a wildcard. */
  find(host: string): Service | undefined {
    const exact = this.hosts.get(host);
    if (exact) return exact;
    const wildcard = wildcardOf(host);
    return wildcard ? this.hosts.get(wildcard) : undefined;
  }

  /**
   * Puts a table in force, in one step between two requests. A target that the new table does not list finishes what it has;
   * one that both list keeps its count, its connections and its health.
   */
  apply(table: RoutingTable): void {
    const hosts = new Map<string, Service>();
    const listed = new Set<Target>();
    for (const route of table.services) {
      const targets = route.targets.map((target) => this.targetFor(route.serviceArn, target));
      for (const target of targets) listed.add(target);
      const service = new Service(route, targets, this.random);
      for (const host of route.hosts) hosts.set(host.toLowerCase(), service);
    }
    this.table = table;
    this.hosts = hosts;
    for (const target of [...this.targets.values()]) if (!listed.has(target)) this.retire(target);
    for (const route of table.services) this.checkTargets(route);
  }

  statuses(): TargetStatus[] {
    return [...this.targets.values()].map((target) => target.status());
  }

  /** Drains targets by id; ids that are not there (any more) are drained already. */
  async drain(ids: readonly string[], timeoutMs: number, signal: AbortSignal): Promise<DrainResult> {
    const wanted = new Set(ids);
    const targets = [...this.targets.values()].filter((target) => wanted.has(target.route.id));
    const present = new Set(targets.map((target) => target.route.id));
    const result = await drain(targets, timeoutMs, this.clock, signal);
    return { ...result, drained: [...result.drained, ...ids.filter((id) => !present.has(id))] };
  }

  /** Stops all checks and closes all connections. */
  close(): void {
    for (const check of this.checks.values()) check.stop();
    this.checks.clear();
    for (const target of this.targets.values()) target.destroy();
    this.targets.clear();
  }

  private targetFor(serviceArn: string, route: RouteTarget): Target {
    const key = keyOf(serviceArn, route);
    const existing = this.targets.get(key);
    if (existing) {
      if (!existing.isListed) existing.revive();
      return existing;
    }
    const target = new Target(serviceArn, route, this.limits, () => this.targets.delete(key));
    this.targets.set(key, target);
    return target;
  }

  private retire(target: Target): void {
    this.checks.get(target)?.stop();
    this.checks.delete(target);
    target.retire();
  }

  private checkTargets(service: RoutedService): void {
    for (const route of service.targets) {
      const target = this.targets.get(keyOf(service.serviceArn, route))!;
      const running = this.checks.get(target);
      if (running && sameCheck(running.check, service.healthCheck)) continue;
      running?.stop();
      this.checks.set(target, this.startCheck(target, service));
    }
  }

  private startCheck(target: Target, service: RoutedService): HealthCheck {
    return createHealthCheck({
      address: target.route.address,
      check: service.healthCheck,
      clock: this.clock,
      probe,
      onVerdict(health, reason) {
        target.health = health;
        target.reason = reason;
      },
    });
  }
}

function keyOf(serviceArn: string, { id, address }: RouteTarget): string {
  return `${serviceArn}\n${id}\n${address}`;
}

function sameCheck(a: RoutedService["healthCheck"], b: RoutedService["healthCheck"]): boolean {
  return (Object.keys(a) as (keyof typeof a)[]).every((key) => a[key] === b[key]);
}
