import { deepEqual, equal } from "node:assert/strict";
import { describe, it } from "mocha";
import { ManualClock } from "../../test/support/manualClock";
import type { RouteHealthCheck } from "../model/route";
import { createHealthCheck } from "./healthCheck";
import type { ProbeResult } from "./probe";

const CHECK: RouteHealthCheck = {
  protocol: "HTTP",
  path: "/",
  interval: 5,
  timeout: 2,
  healthyThreshold: 2,
  unhealthyThreshold: 3,
};

function start(
  results: boolean[],
  takesMs = 0,
): { clock: ManualClock; verdicts: string[]; probes: () => number; stop: () => void } {
  const clock = new ManualClock();
  const verdicts: string[] = [];
  let probes = 0;
  const probe = (): Promise<ProbeResult> => {
    const healthy = results[Math.min(probes, results.length - 1)]!;
    probes += 1;
    const result: ProbeResult = healthy ? { healthy } : { healthy, reason: `down at probe ${probes}` };
    return takesMs === 0
      ? Promise.resolve(result)
      : new Promise((resolve) => clock.after(takesMs, () => resolve(result)));
  };
  const onVerdict = (health: string, reason: string): void =>
    void verdicts.push(reason ? `${health}: ${reason}` : health);
  const check = createHealthCheck({ address: "127.0.0.1:1", check: CHECK, clock, probe, onVerdict });
  return { clock, verdicts, probes: () => probes, stop: check.stop };
}

describe("health check", () => {
  it("probes at once and then every interval", async () => {
    const { clock, probes } = start([true]);
    equal(probes(), 1);
    await clock.turn(4_999);
    equal(probes(), 1);
    await clock.turn(1);
    equal(probes(), 2);
    await clock.turn(50_000);
    equal(probes(), 12);
  });

  it("is healthy after the threshold of successes in a row", async () => {
    const { clock, verdicts } = start([true, false, true, true]);
    await clock.turn(10_000);
    deepEqual(verdicts, []);
    await clock.turn(5_000);
    deepEqual(verdicts, ["healthy"]);
  });

  it("is unhealthy after the threshold of failures in a row, with the last reason", async () => {
    const { clock, verdicts } = start([false, false, true, false, false, false, false, true, true]);
    await clock.turn(20_000);
    deepEqual(verdicts, []);
    await clock.turn(10_000);
    deepEqual(verdicts, ["unhealthy: down at probe 6", "unhealthy: down at probe 7"]);
    await clock.turn(10_000);
    equal(verdicts.at(-1), "healthy");
  });

  it("does not overlap probes that take longer than the interval", async () => {
    const { clock, probes } = start([true], 12_000);
    await clock.turn(11_999);
    equal(probes(), 1);
    await clock.turn(1);
    equal(probes(), 2);
  });

  it("stops for good", async () => {
    const { clock, probes, stop } = start([true]);
    await clock.turn(1);
    stop();
    await clock.turn(60_000);
    equal(probes(), 1);
    equal(clock.waiting, 0);
  });
});
