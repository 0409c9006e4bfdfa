import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { isAlive, withLock } from "./lock.mjs";

const LOCK = new URL("./lock.mjs", import.meta.url).href;

describe("a lock between processes", () => {
  let folder;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "apprunner-lock-"));
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  it("answers what the work answers, and can be taken again", async () => {
    assert.equal(await withLock(folder, "a", () => 1), 1);
    assert.equal(await withLock(folder, "a", () => 2), 2);
  });

  it("is given up when the work fails", async () => {
    await assert.rejects(
      withLock(folder, "a", () => Promise.reject(new Error("no"))),
      /no/,
    );
    assert.equal(await withLock(folder, "a", () => 2), 2);
  });

  it("makes a second one in the same process wait, and tells it once who holds it", async () => {
    let open;
    const opened = new Promise((resolve) => {
      open = resolve;
    });
    const order = [];
    const first = withLock(folder, "a", () => opened.then(() => order.push("first")));
    const waits = [];
    const second = withLock(folder, "a", () => order.push("second"), {
      pollMs: 5,
      onWait: (pid) => {
        waits.push(pid);
        open();
      },
    });
    await Promise.all([first, second]);
    assert.deepEqual(order, ["first", "second"]);
    assert.deepEqual(waits, [process.pid]);
  });

  it("passes over a holder that was killed", async () => {
    const holder = start(
      `withLock(${JSON.stringify(folder)}, "a", () => { console.log("held"); setInterval(() => {}, 1000); return new Promise(() => {}); })`,
    );
    await firstLine(holder);
    holder.kill("SIGKILL");
    await ended(holder);
    assert.equal(await withLock(folder, "a", () => 3, { pollMs: 5 }), 3);
  });

  it("passes over a process that got the pid of a dead holder", () => {
    assert.equal(isAlive({ pid: process.pid, started: 1 }), process.platform !== "linux");
    assert.equal(isAlive({ pid: process.pid }), true);
    assert.equal(isAlive(undefined), false);
  });

  it("lets one of many processes in at a time, whatever dies meanwhile", async () => {
    const file = join(folder, "count");
    writeFileSync(file, "0");
    // A read, a pause and a write lose counts as soon as two are inside.
    const work = `withLock(${JSON.stringify(folder)}, "a", async () => {
      const { readFileSync, writeFileSync } = await import("node:fs");
      const n = Number(readFileSync(${JSON.stringify(file)}, "utf8"));
      await new Promise((r) => setTimeout(r, 10));
      writeFileSync(${JSON.stringify(file)}, String(n + 1));
    }, { pollMs: 3 })`;
    const killed = start(
      `withLock(${JSON.stringify(folder)}, "a", () => { console.log("held"); setInterval(() => {}, 1000); return new Promise(() => {}); })`,
    );
    await firstLine(killed);
    const others = Array.from({ length: 5 }, () =>
      start(`(async () => { for (let i = 0; i < 8; i++) await ${work}; })()`),
    );
    killed.kill("SIGKILL");
    await Promise.all(others.map(ended));
    assert.equal(readFileSync(file, "utf8"), "40");
    assert.ok(readdirSync(folder).length <= 4, "old generations are left behind");
  });
});

function start(code) {
  const child = spawn(process.execPath, [
    "--input-type=module",
    "-e",
    `import { withLock } from ${JSON.stringify(LOCK)}; await ${code};`,
  ]);
  child.stderr.pipe(process.stderr);
  return child;
}

const firstLine = (child) => new Promise((resolve) => child.stdout.once("data", resolve));

function ended(child) {
  return new Promise((resolve) =>
    child.exitCode !== null || child.signalCode ? resolve() : child.on("exit", resolve),
  );
}
