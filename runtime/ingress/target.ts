import type { Pool } from "undici";
import type { RouteTarget, TargetStatus } from "../model/route";
import type { IngressLimits } from "./limits";

// undici's own file of its public class: the package's index also loads fetch, caches and web sockets, 12 MB of resident memory.
const UndiciPool: typeof Pool = require("undici/lib/dispatcher/pool");

/**
 * One instance as the ingress sees it: its connections, the requests in flight on it and the last health verdict. It outlives
 * its place in the routing table until its last request is done.
 */
export class Target {
  readonly pool: Pool;
  health: TargetStatus["health"] = "unknown";
  reason = "not checked yet";
  /** Takes no further requests, though the table may still list it. */
  draining = false;
  private readonly leases = new Set<Lease>();
  private readonly idleWaiters = new Set<() => void>();
  private listed = true;

  constructor(
    readonly serviceArn: string,
    readonly route: RouteTarget,
    limits: IngressLimits,
    private readonly onGone: (target: Target) => void,
  ) {
    this.pool = new UndiciPool(`http://${route.address}`, {
      connections: null,
      pipelining: 1,
      allowH2: false,
      // One clock rules a whole request (IngressLimits.requestMs); undici's own would only blur it.
      headersTimeout: 0,
      bodyTimeout: 0,
      connectTimeout: limits.connectMs,
      keepAliveTimeout: limits.targetIdleMs,
      keepAliveMaxTimeout: 4 * limits.targetIdleMs,
      maxHeaderSize: limits.headerBytes,
    });
  }

  get inFlight(): number {
    return this.leases.size;
  }

  /** May get new requests: listed, not draining, not known to be ill. */
  get eligible(): boolean {
    return this.listed && !this.draining && this.health !== "unhealthy";
  }

  /** Counts one request in. */
  claim(): Lease {
    const lease = new Lease(this, () => this.release(lease));
    this.leases.add(lease);
    return lease;
  }

  /** Not in the table any more: finishes what it has, then goes. */
  retire(): void {
    if (!this.listed) return;
    this.listed = false;
    if (this.leases.size === 0) this.dispose();
  }

  /** Back in the table after `retire`, while requests were still in flight (a rolled-back deployment). */
  revive(): void {
    this.listed = true;
    this.draining = false;
  }

  get isListed(): boolean {
    return this.listed;
  }

  /** Calls back (once) as soon as nothing is in flight, at once when nothing is; the answer cancels it. */
  whenIdle(callback: () => void): () => void {
    if (this.leases.size === 0) {
      callback();
      return () => {};
    }
    this.idleWaiters.add(callback);
    return () => this.idleWaiters.delete(callback);
  }

  /** Ends the requests still in flight; their clients get 503 or, when the answer had begun, a broken connection. */
  cut(): void {
    for (const lease of [...this.leases]) {
      lease.onCut?.();
      lease.release();
    }
  }

  /** Closes the connections, requests or not. */
  destroy(): void {
    this.listed = false;
    this.pool.destroy().catch(() => {});
  }

  status(): TargetStatus {
    const { id, address } = this.route;
    return {
      id,
      serviceArn: this.serviceArn,
      address,
      inFlight: this.inFlight,
      health: this.health,
      reason: this.reason,
    };
  }

  private release(lease: Lease): void {
    if (!this.leases.delete(lease) || this.leases.size > 0) return;
    for (const callback of [...this.idleWaiters]) callback();
    this.idleWaiters.clear();
    if (!this.listed) this.dispose();
  }

  private dispose(): void {
    this.onGone(this);
    this.pool.close().catch(() => {});
  }
}

/** One request's place on a target; `release` gives it back and may be called more than once. */
export class Lease {
  /** Set by the request: how to end it when the target is cut. */
  onCut: (() => void) | undefined;

  constructor(
    readonly target: Target,
    readonly release: () => void,
  ) {}
}
