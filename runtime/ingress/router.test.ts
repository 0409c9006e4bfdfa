import { deepEqual, equal, notEqual, ok } from "node:assert/strict";
import { afterEach, describe, it } from "mocha";
import { aService, HOST } from "../../test/support/ingressWorld";
import { ManualClock } from "../../test/support/manualClock";
import type { RoutedService } from "../model/route";
import { INGRESS_LIMITS } from "./limits";
import { Router } from "./router";
import type { Lease } from "./target";

describe("router", () => {
  const clock = new ManualClock();
  let router = new Router(clock, INGRESS_LIMITS);
  let generation = 0;
  afterEach(() => {
    router.close();
    router = new Router(clock, INGRESS_LIMITS);
  });
  const apply = (...services: RoutedService[]): void => router.apply({ generation: ++generation, services });
  // Port 9 (discard): nothing here is ever connected to but by health checks, whose verdict these tests do not wait for.
  const targets = (...ids: string[]): Record<string, string> =>
    Object.fromEntries(ids.map((id) => [id, "127.0.0.1:9"]));
  const claim = (): Lease => {
    const lease = router.find(HOST)!.claim();
    if (typeof lease === "string") throw new Error(lease);
    return lease;
  };
  const inFlight = (): Record<string, number> =>
    Object.fromEntries(router.statuses().map(({ id, inFlight }) => [id, inFlight]));

  it("finds a service by each of its hosts, exact before wildcard, wildcard for one label", () => {
    apply(
      aService(targets("a"), { serviceArn: "one", hosts: [HOST, "*.example.com"] }),
      aService(targets("b"), { serviceArn: "two", hosts: ["shop.example.com"] }),
    );
    equal(router.find(HOST)?.route.serviceArn, "one");
    equal(router.find("api.example.com")?.route.serviceArn, "one");
    equal(router.find("shop.example.com")?.route.serviceArn, "two");
    equal(router.find("a.b.example.com"), undefined);
    equal(router.find("example.com"), undefined);
    equal(router.find(""), undefined);
  });

  it("fills targets evenly up to the concurrency and then is full", () => {
    apply(aService(targets("a", "b", "c"), { maxConcurrency: 5 }));
    for (let i = 0; i < 15; i++) claim();
    deepEqual(inFlight(), { a: 5, b: 5, c: 5 });
    equal(router.find(HOST)!.claim(), "full");
  });

  it("gives a place back once, however often it is released", () => {
    apply(aService(targets("a"), { maxConcurrency: 1 }));
    const lease = claim();
    equal(router.find(HOST)!.claim(), "full");
    lease.release();
    lease.release();
    claim();
    equal(router.find(HOST)!.claim(), "full");
  });

  it("prefers the less busy of two", () => {
    apply(aService(targets("a", "b")));
    for (let i = 0; i < 100; i++) claim();
    deepEqual(inFlight(), { a: 50, b: 50 });
  });

  it("passes over unhealthy targets, and has none when all are", () => {
    apply(aService(targets("a", "b")));
    const [first, second] = [claim(), claim()];
    first.target.health = "unhealthy";
    for (let i = 0; i < 10; i++) equal(claim().target, second.target);
    second.target.health = "unhealthy";
    equal(router.find(HOST)!.claim(), "none");
  });

  it("has none for a service without targets", () => {
    apply(aService({}));
    equal(router.find(HOST)!.claim(), "none");
  });

  it("keeps count, health and connections of a target that both tables list", () => {
    apply(aService(targets("a")));
    const lease = claim();
    lease.target.health = "healthy";
    apply(aService(targets("a", "b")));
    deepEqual(inFlight(), { a: 1, b: 0 });
    equal(router.statuses()[0]!.health, "healthy");
    lease.release();
    deepEqual(inFlight(), { a: 0, b: 0 });
  });

  it("lets a removed target finish, gives it nothing new, and forgets it then", () => {
    apply(aService(targets("a")));
    const lease = claim();
    apply(aService(targets("b")));
    for (let i = 0; i < 10; i++) equal(claim().target.route.id, "b");
    deepEqual(inFlight(), { a: 1, b: 10 });
    lease.release();
    deepEqual(inFlight(), { b: 10 });
  });

  it("revives a target that a later table lists again while it still had requests", () => {
    apply(aService(targets("a")));
    const lease = claim();
    apply(aService(targets("b")));
    apply(aService(targets("a")));
    equal(claim().target, lease.target);
  });

  it("makes a new target for the same id at another address", () => {
    apply(aService({ a: "127.0.0.1:9" }));
    const old = claim();
    apply(aService({ a: "127.0.0.1:10" }));
    notEqual(claim().target, old.target);
  });

  it("drains: no new requests, resolves when the last has ended", async () => {
    apply(aService(targets("a", "b")));
    const leases = Array.from({ length: 4 }, claim);
    const draining = router.drain(["a", "unknown"], 5_000, new AbortController().signal);
    for (let i = 0; i < 10; i++) equal(claim().target.route.id, "b");
    for (const lease of leases) lease.release();
    deepEqual(await draining, { drained: ["a", "unknown"], cut: [] });
  });

  it("drains: cuts what is left when the time is up", async () => {
    apply(aService(targets("a")));
    const cut: string[] = [];
    for (const name of ["one", "two"]) claim().onCut = () => cut.push(name);
    const draining = router.drain(["a"], 5_000, new AbortController().signal);
    await clock.turn(4_999);
    deepEqual(cut, []);
    await clock.turn(1);
    deepEqual(await draining, { drained: [], cut: [{ id: "a", inFlight: 2 }] });
    deepEqual(cut, ["one", "two"]);
    deepEqual(inFlight(), { a: 0 });
  });

  it("drains: cuts nothing when whoever asked has gone", async () => {
    apply(aService(targets("a")));
    claim().onCut = () => ok(false, "must not be cut");
    const asked = new AbortController();
    const draining = router.drain(["a"], 5_000, asked.signal);
    asked.abort();
    await draining;
    await clock.turn(10_000);
    deepEqual(inFlight(), { a: 1 });
    equal(router.find(HOST)!.claim(), "none");
  });
});
