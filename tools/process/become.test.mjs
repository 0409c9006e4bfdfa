import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { become } from "./become.mjs";
import { mustRun, run } from "./run.mjs";

const BECOME = new URL("./become.mjs", import.meta.url).href;

describe("a command run in our place", () => {
  it("gives its exit code", async () => {
    assert.equal(await become("sh", ["-c", "exit 7"], {}), 7);
  });

  it("gives 128 and more when a signal ended it", async () => {
    assert.equal(await become("sh", ["-c", "kill -TERM $$"], {}), 143);
  });

  it("that is not there is an error that names it", async () => {
    await assert.rejects(become("no-such-command", [], {}), /no-such-command cannot be started/);
  });

  it("gets the signals that we get", async () => {
    const child = `process.on("SIGTERM", () => process.exit(9)); console.log("ready"); setInterval(() => {}, 1000)`;
    const source = `import { become } from ${JSON.stringify(BECOME)};
      process.exitCode = await become(process.execPath, ["-e", ${JSON.stringify(child)}], {});`;
    const parent = spawn(process.execPath, ["--input-type=module", "-e", source], {
      stdio: ["ignore", "pipe", "inherit"],
    });
    await new Promise((resolve) => parent.stdout.once("data", resolve));
    parent.kill("SIGTERM");
    assert.equal(await new Promise((resolve) => parent.on("close", resolve)), 9);
  });
});

describe("a command run to its end", () => {
  it("gives what it printed, line by line as it comes", async () => {
    const lines = [];
    const { code, stdout, stderr } = await run("sh", ["-c", "echo a; echo b >&2; printf c"], {
      onLine: (line) => lines.push(line),
    });
    assert.deepEqual([code, stdout, stderr], [0, "a\nc", "b\n"]);
    assert.deepEqual(lines.sort(), ["a", "b", "c"]);
  });

  it("that fails is an error with its last lines", async () => {
    await assert.rejects(
      mustRun("sh", ["-c", "echo why; exit 3"]),
      /sh -c echo why; exit 3 ended with exit code 3\n {4}why/,
    );
  });

  it("that does not end in time is ended", async () => {
    await assert.rejects(run("sleep", ["60"], { timeoutMs: 50 }), /did not end within 0\.05 s/);
  });
});
