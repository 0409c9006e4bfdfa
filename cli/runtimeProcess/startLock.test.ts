import assert from "node:assert/strict";
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { withStartLock } from "./startLock";

/** A process that holds the lock of a home until it is killed. */
async function holder(home: string): Promise<ChildProcess> {
  const script = `require(${JSON.stringify(require.resolve("./startLock"))}).withStartLock(${JSON.stringify(home)}, () => {
    console.log("held");
    return new Promise(() => setInterval(() => {}, 1000));
  });`;
  const child = spawn(process.execPath, ["-r", "ts-node/register/transpile-only", "-e", script], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  await once(child.stdout as NodeJS.ReadableStream, "data");
  return child;
}

describe("withStartLock", () => {
  let home: string;

  beforeEach(() => {
    home = mkdtempSync(join(tmpdir(), "lock-"));
  });
  afterEach(() => rmSync(home, { recursive: true }));

  it("lets one at a time in, and all of them in the end", async () => {
    let inside = 0;
    let most = 0;
    const work = async (): Promise<void> => {
      most = Math.max(most, ++inside);
      await new Promise(setImmediate);
      inside--;
    };
    await Promise.all(Array.from({ length: 5 }, () => withStartLock(home, work)));
    assert.equal(most, 1);
  });

  it("is free again when the work fails", async () => {
    await assert.rejects(
      withStartLock(home, () => Promise.reject(new Error("no"))),
      /no/,
    );
    assert.equal(await withStartLock(home, async () => "in"), "in");
  });

  it("is free again when the process that holds it is killed", async () => {
    const child = await holder(home);
    try {
      let sleeps = 0;
      const clock = {
        now: () => 0,
        sleep: async () => {
          if (++sleeps === 1) child.kill("SIGKILL");
          await new Promise((resolve) => setTimeout(resolve, 20));
        },
      };
      assert.equal(await withStartLock(home, async () => "in", clock), "in");
      assert.ok(sleeps >= 1, "it was held before");
    } finally {
      child.kill("SIGKILL");
    }
  });

  it("gives up after three minutes and names the file", async () => {
    let now = 0;
    const clock = {
      now: () => now,
      sleep: async (ms: number) => {
        now += ms;
      },
    };
    await withStartLock(home, async () => {
      await assert.rejects(
        withStartLock(home, async () => "in", clock),
        { name: "CommandFailure", message: /3 minutes.*start\.lock/ },
      );
    });
    assert.ok(now > 180_000 && now < 181_000);
  });
});
