import type { RouteHealthCheck, TargetStatus } from "../model/route";
import type { Clock } from "./clock";
import type { ProbeResult } from "./probe";

export interface HealthCheckOptions {
  address: string;
  check: RouteHealthCheck;
  clock: Clock;
  probe: (address: string, check: RouteHealthCheck, signal: AbortSignal) => Promise<ProbeResult>;
  /** Called with every changed verdict, and with every new reason. */
  onVerdict: (health: TargetStatus["health"], reason: string) => void;
}

export interface HealthCheck {
  readonly check: RouteHealthCheck;
  stop(): void;
}

/**
 * Checks a target for as long as it is listed, first at once and then every `interval` seconds, one probe at a time. The verdict
 * turns healthy after `healthyThreshold` successes in a row and unhealthy after `unhealthyThreshold` failures in a row
 * (API shape HealthCheckConfiguration); before the first of these it is unknown.
 */
export function createHealthCheck({ address, check, clock, probe, onVerdict }: HealthCheckOptions): HealthCheck {
  const stopping = new AbortController();
  let cancelTimer = (): void => {};
  let successes = 0;
  let failures = 0;

  const judge = (result: ProbeResult): void => {
    successes = result.healthy ? successes + 1 : 0;
    failures = result.healthy ? 0 : failures + 1;
    if (result.healthy && successes === check.healthyThreshold) onVerdict("healthy", "");
    if (!result.healthy && failures >= check.unhealthyThreshold) onVerdict("unhealthy", result.reason);
  };

  const run = async (): Promise<void> => {
    const begun = clock.now();
    const result = await probe(address, check, stopping.signal);
    if (stopping.signal.aborted) return;
    judge(result);
    cancelTimer = clock.after(Math.max(0, begun + check.interval * 1000 - clock.now()), () => void run());
  };

  void run();
  return {
    check,
    stop() {
      stopping.abort();
      cancelTimer();
    },
  };
}
