import assert from "node:assert/strict";
import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import type { Service } from "@aws-sdk/client-apprunner";
import { homePaths } from "../../api/home";
import { aServer, type TestRepository } from "../support/gitRepository";
import { startRuntime, type TestRuntime } from "../support/runtime";
import { type Attempted, type Attempts, attemptsOn } from "./attempts";
import { BROKEN_BUILDS } from "./brokenBuilds";
import { BROKEN_FILES } from "./brokenFiles";
import { BROKEN_REPOSITORIES } from "./brokenRepositories";
import { attemptOf, makeRepository } from "./brokenRepository";
import { BROKEN_RUNS } from "./brokenRuns";
import type { BrokenSource } from "./brokenSource";

const ALL = [...BROKEN_FILES, ...BROKEN_REPOSITORIES, ...BROKEN_BUILDS, ...BROKEN_RUNS];

/** Each has a good service that it breaks, and creates broken ones beside it. */
const WORKERS = 3;

/** Enough for an app that comes up on a busy machine, little for those that never do. */
const START_TIMEOUT_S = 6;

interface Result {
  created: Attempted;
  updated: Attempted & { answers: ReadonlySet<string> };
}

// Every source is deployed twice: in a new service, which must fail, and over a good one, which must go on serving throughout. Several
// at a time, begun together: each test waits for its own.
describe("a deployment of a source with, or that leads to,", function () {
  this.timeout(240_000);
  let runtime: TestRuntime;
  let attempts: Attempts;
  const good: Service[] = [];
  const repositories: TestRepository[] = [];
  const results = new Map<BrokenSource, Promise<Result>>();

  before(async () => {
    runtime = await startRuntime({ engine: "process", arguments: ["--start-timeout", String(START_TIMEOUT_S)] });
    attempts = attemptsOn(runtime);
    const repository = keep(makeRepository({ files: { "server.js": aServer("good") } }));
    const create = (_: unknown, index: number) => attempts.create(`good-${index}`, attemptOf({}, repository));
    good.push(...(await Promise.all(Array.from({ length: WORKERS }, create))));
    for (const { Status } of good) assert.equal(Status, "RUNNING");
    deployAll();
  });

  after(async () => {
    await Promise.allSettled(results.values());
    await runtime?.close();
    for (const repository of repositories) repository.remove();
  });

  for (const source of ALL) {
    it(`${source.what} fails, says why, and leaves what served`, async () => {
      const { created, updated } = await results.get(source)!;
      assert.deepEqual([created.operation, created.service], ["FAILED", "CREATE_FAILED"], created.log);
      assert.deepEqual([updated.operation, updated.service], ["ROLLBACK_SUCCEEDED", "RUNNING"], updated.log);
      assert.deepEqual([...updated.answers], ["200 good"]);
      for (const { events, log } of [created, updated]) {
        for (const words of source.says) assert.match(events, words);
        assert.ok(
          events.split("\n").every((line) => line.length < 2_000),
          "a line is short enough to be read",
        );
        if (source.hides) assert.doesNotMatch(log, source.hides);
      }
    });
  }

  it("any of these is mended by an update", async () => {
    const [broken, mended] = [{ files: { "apprunner.yaml": "" } }, {}].map((files) => keep(makeRepository(files)));
    const service = await attempts.create("mended", attemptOf({}, broken!));
    assert.equal(service.Status, "CREATE_FAILED");
    const { operation } = await attempts.update(service, attemptOf({}, mended!));
    assert.equal(operation, "SUCCEEDED");
    await attempts.remove(service);
  });

  it("all of these leaves nothing half made", async () => {
    assert.deepEqual(await leftOf(), { sources: [], images: WORKERS, builds: WORKERS, instances: WORKERS });
    await Promise.all(good.map((service) => attempts.remove(service)));
    assert.deepEqual(await leftOf(), { sources: [], images: 0, builds: 0, instances: 0 });
  });

  function keep(repository: TestRepository): TestRepository {
    repositories.push(repository);
    return repository;
  }

  /** Each source is taken by the next free worker, in the order of the tests. */
  function deployAll(): void {
    let workers = good.map((service) => ({ service, free: Promise.resolve<unknown>(undefined) }));
    for (const [index, source] of ALL.entries()) {
      const worker = workers[index % WORKERS]!;
      const result = worker.free.then(() => deploy(source, `broken-${index}`, worker.service));
      worker.free = result.catch(() => undefined);
      results.set(source, result);
    }
    workers = [];
  }

  async function deploy(source: BrokenSource, name: string, service: Service): Promise<Result> {
    const attempt = attemptOf(source, keep(makeRepository(source)));
    const [created, updated] = await Promise.all([
      attempts.createBroken(name, attempt),
      attempts.update(service, attempt),
    ]);
    return { created, updated };
  }

  async function leftOf() {
    const { work } = homePaths(runtime.home);
    const count = (name: string): number => names(join(work, "process", name)).length;
    return {
      sources: names(work).filter((name) => name !== "process"),
      images: count("images"),
      builds: count("builds"),
      instances: count("instances"),
    };
  }
});

const names = (folder: string): string[] => (existsSync(folder) ? readdirSync(folder) : []);
