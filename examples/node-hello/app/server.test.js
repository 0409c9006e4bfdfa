// Run after every build: a version that fails here is not deployed.
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { after, before, test } from "node:test";
import { nameVersion, readVersion } from "./version.js";

const environment = { ...process.env, PORT: "0", HOST: "127.0.0.1", GREETING: "Hello <you>" };
const server = spawn(process.execPath, ["server.js"], { env: environment, stdio: ["ignore", "pipe", "inherit"] });
let url;

before(async () => {
  const [line] = await once(createInterface({ input: server.stdout }), "line");
  url = `http://127.0.0.1:${/port (\d+)/.exec(line)[1]}`;
});

after(async () => {
  server.kill("SIGTERM");
  const [code] = await once(server, "exit");
  assert.equal(code, 0);
});

test("the page greets and names its version", async () => {
  const page = await (await fetch(url)).text();
  assert.match(page, /Hello &lt;you&gt;/);
  assert.ok(page.includes(readVersion()));
});

test("health is ok", async () => {
  assert.equal((await (await fetch(`${url}/health`)).json()).status, "ok");
});

test("the build has named these sources", () => {
  assert.equal(readVersion(), nameVersion());
});
