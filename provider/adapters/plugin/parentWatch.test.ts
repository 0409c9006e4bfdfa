import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { createInterface } from "node:readline";
import { waitFor } from "../../../test/support/waitFor";

const MODULE = JSON.stringify(`${__dirname}/parentWatch.ts`);
const WATCHING = `require("ts-node/register/transpile-only"); require(${MODULE}).watchParent(() => process.exit(0), 20); setInterval(() => {}, 1000); console.log(process.pid);`;

/** Starts the watching process, passes on its id and waits to be killed. */
const PARENT = `
const { spawn } = require("node:child_process");
spawn(process.execPath, ["-e", ${JSON.stringify(WATCHING)}], { stdio: ["ignore", "inherit", "ignore"] });
setInterval(() => {}, 1000);
`;

describe("a plugin whose Pulumi is killed", () => {
  it("ends too, though nobody tells it", async () => {
    const parent = spawn(process.execPath, ["-e", PARENT], { stdio: ["ignore", "pipe", "inherit"] });
    const pid = Number(await new Promise((resolve) => createInterface(parent.stdout!).once("line", resolve)));
    assert.ok(isAlive(pid));
    parent.kill("SIGKILL");
    await waitFor("the end of the plugin", () => (isAlive(pid) ? undefined : true));
  });
});

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}
