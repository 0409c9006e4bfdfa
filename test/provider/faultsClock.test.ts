import assert from "node:assert/strict";
import { failureOf } from "../support/failureOf";
import type { Fault } from "../support/faultProxy";
import * as faults from "../support/faults";
import { sleepClock } from "../support/sleepClock";
import { aService, type ProviderWorld, startProviderWorld } from "./world";

const ROLE = "arn:aws:iam::000000000000:role/just-made";
const small = { autoScalingConfigurationName: "small" };

describe("the provider's patience by the clock", () => {
  let world: ProviderWorld;
  beforeEach(async () => {
    world = await startProviderWorld({ pace: { firstMs: 1_000, mostMs: 4_000 } });
  });
  afterEach(() => world.close());

  const hello = aService({ serviceName: "hello" });
  const service = () => world.resource("service");
  const scaling = () => world.resource("autoScalingConfiguration");
  const seen = (operation: string) => world.proxy.seen.filter((one) => one.operation === operation).length;

  it("lasts with throttling as long as the call may take, and says that it still tries", async () => {
    const clock = sleepClock();
    world.proxy.next("CreateService", ...Array<Fault>(20).fill(faults.throttled));
    await service().create(hello, world.call({ clock, timeoutMs: 60 * 60_000 }));
    assert.equal(seen("CreateService"), 21);
    assert.match(world.said[0]!, /^CreateService: throttled, trying again \(\d\d s\)$/);
  });

  it("ends with throttling with the reason, the thing's name and what was tried, and nothing was made", async () => {
    world.proxy.always("CreateService", faults.throttled);
    const failure = await failureOf(service().create(hello, world.call({ clock: sleepClock(), timeoutMs: 5_000 })));
    assert.match(failure.message, /^Service hello: Rate exceeded.*ThrottlingException\), after \d+ tries in 5 s$/);
    assert.deepEqual(world.api.state.services.listAllLive(), []);
  });

  it("ends with App Runner's own words when the role stays unknown", async () => {
    world.proxy.always("CreateService", faults.unknownRole("access", ROLE));
    const clock = sleepClock();
    const start = clock.now();
    const failure = await failureOf(service().create(hello, world.call({ clock, timeoutMs: 10 * 60_000 })));
    assert.match(failure.message, new RegExp(`Error in assuming access role ${ROLE}`));
    assert.ok(Math.abs(clock.now() - start - 120_000) < 1_000, "two minutes");
    assert.deepEqual(world.api.state.services.listAllLive(), []);
  });

  it("ends earlier when the call may not take so long", async () => {
    world.proxy.always("CreateService", faults.unknownRole("instance", ROLE));
    const clock = sleepClock();
    const start = clock.now();
    await failureOf(service().create(hello, world.call({ clock, timeoutMs: 7_000 })));
    assert.ok(clock.now() - start <= 7_000);
  });

  it("ends with App Runner's own words after two minutes, and it is still there", async () => {
    const { id, outputs } = await scaling().create(small, world.call());
    world.proxy.always("DeleteAutoScalingConfiguration", faults.inUse);
    const failure = await failureOf(
      scaling().delete(id, outputs, world.call({ clock: sleepClock(), timeoutMs: 600_000 })),
    );
    assert.match(failure.message, /small: .*It's used by one or more services/);
    assert.ok(await scaling().read(id, outputs, world.call()));
  });

  it("gives the whole of a change one time, not each of its steps", async () => {
    const paused = { ...hello, desiredState: "paused" };
    const clock = sleepClock();
    const { id, outputs } = await service().create(paused, world.call({ clock, timeoutMs: 3_600_000 }));
    const start = clock.now();
    world.proxy.next("ListOperations", ...Array<Fault>(5).fill(faults.stuck), undefined);
    world.proxy.always("ListOperations", faults.stuck);
    const wanted = { ...aService({ healthCheckConfiguration: { path: "/x" } }), desiredState: "paused" };
    const failure = await failureOf(service().update(id, outputs, wanted, world.call({ clock, timeoutMs: 30_000 })));
    assert.match(failure.message, /waited \d+ s for .*hello, which is still in progress/);
    assert.ok(clock.now() - start <= 30_000, `${clock.now() - start} ms`);
  });
});
