import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { rmSync, statfsSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Service } from "@aws-sdk/client-apprunner";
import { homePaths } from "../../api/home";
import { get } from "../support/get";
import { aServer, type TestRepository } from "../support/gitRepository";
import { startRuntime, type TestRuntime } from "../support/runtime";
import { skip } from "../support/skip";
import { type Attempts, attemptsOn } from "./attempts";
import { attemptOf, makeRepository } from "./brokenRepository";

/** Small enough to be filled at once, with room for the builds of a few small apps. */
const DISK = "size=8m";

describe("a full disk", function () {
  this.timeout(120_000);
  let runtime: TestRuntime;
  let attempts: Attempts;
  let disk: string | undefined;
  let service: Service;
  const repositories: TestRepository[] = [];

  before(async function () {
    if (process.platform !== "linux" || process.getuid?.() !== 0)
      skip(this, "only root on Linux can mount a small disk");
    runtime = await startRuntime({ engine: "process" });
    attempts = attemptsOn(runtime);
    const { work } = homePaths(runtime.home);
    try {
      execFileSync("mount", ["-t", "tmpfs", "-o", DISK, "tmpfs", work], { stdio: "pipe" });
    } catch (error) {
      skip(this, `a small disk cannot be mounted (${(error as Error).message.split("\n")[1]})`);
    }
    disk = work;
    service = await attempts.create("full", attemptOf({}, app("first")));
    assert.equal(service.Status, "RUNNING");
  });

  after(async () => {
    if (service) await attempts.remove(service);
    if (disk) execFileSync("umount", ["--lazy", disk]);
    await runtime?.close();
    for (const repository of repositories) repository.remove();
  });

  it("fails a new service and an update, saying so, while the old version goes on serving", async () => {
    fill(0);
    const [created, updated] = await Promise.all([
      attempts.createBroken("no-room", attemptOf({}, app("second"))),
      attempts.update(service, attemptOf({}, app("second"))),
    ]);
    assert.deepEqual([created.operation, created.service], ["FAILED", "CREATE_FAILED"]);
    assert.deepEqual([updated.operation, updated.service], ["ROLLBACK_SUCCEEDED", "RUNNING"]);
    assert.deepEqual([...updated.answers], ["200 first"]);
    for (const { events } of [created, updated]) {
      assert.match(events, /No space left on device/i);
      assert.match(events, /Free some space/);
    }
  });

  it("in the middle of a build fails it in the same way", async () => {
    fill(3 * 1024 ** 2);
    const greedy = {
      "apprunner.yaml":
        "version: 1.0\nruntime: nodejs22\nbuild:\n  commands:\n    build:\n      - head -c 5000000 /dev/zero > big\nrun:\n  command: node server.js\n",
    };
    const updated = await attempts.update(service, attemptOf({}, app("greedy", greedy)));
    assert.deepEqual([updated.operation, updated.service], ["ROLLBACK_SUCCEEDED", "RUNNING"]);
    assert.match(updated.events, /No space left on device/i);
    assert.deepEqual([...updated.answers], ["200 first"]);
  });

  it("that has room again takes the next deployment", async () => {
    rmSync(filler());
    const { operation } = await attempts.update(service, attemptOf({}, app("third")));
    assert.equal(operation, "SUCCEEDED");
    assert.equal((await get(service.ServiceUrl!)).body, "third");
  });

  const filler = (): string => join(disk!, "filler");

  /** Leaves as many bytes. */
  function fill(left: number): void {
    rmSync(filler(), { force: true });
    const { bavail, bsize } = statfsSync(disk!);
    writeFileSync(filler(), Buffer.alloc(bavail * bsize - left));
  }

  function app(text: string, files: Record<string, string> = {}): TestRepository {
    const repository = makeRepository({ files: { "server.js": aServer(text), ...files } });
    repositories.push(repository);
    return repository;
  }
});
