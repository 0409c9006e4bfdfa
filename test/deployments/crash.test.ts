import assert from "node:assert/strict";
import type { Service } from "@aws-sdk/client-apprunner";
import { get } from "../support/get";
import type { TestRepository } from "../support/gitRepository";
import { type LocalClient, localClient } from "../support/localService";
import { startRuntime, type TestRuntime } from "../support/runtime";
import { waitFor } from "../support/waitFor";
import { type Attempts, attemptsOn } from "./attempts";
import { attemptOf, makeRepository } from "./brokenRepository";

/** Serves its process id. */
const SERVER = `
const server = require("node:http").createServer((request, response) => {
  response.end(String(process.pid));
});
server.listen(process.env.PORT);
if (process.env.SECONDS) setTimeout(() => { console.error("out of time"); process.exit(4); }, process.env.SECONDS * 1000);
`;

describe("an app that crashes after a while", function () {
  this.timeout(90_000);
  let runtime: TestRuntime;
  let attempts: Attempts;
  let client: LocalClient;
  let repository: TestRepository;

  before(async () => {
    runtime = await startRuntime({ engine: "process" });
    attempts = attemptsOn(runtime);
    client = localClient(runtime.endpoint);
    repository = makeRepository({ files: { "server.js": SERVER } });
  });

  after(async () => {
    await runtime?.close();
    repository?.remove();
  });

  it("is started again, and the events say what happened", async () => {
    const service = await attempts.create("crash", attemptOf({}, repository));
    const { body: pid } = await get(service.ServiceUrl!);
    process.kill(Number(pid), "SIGKILL");
    await anotherThan(service, pid);
    assert.equal((await client.describe(service.ServiceArn!)).Status, "RUNNING");
    assert.match(await events(service), /Instance crash-\S+ exited with code 137\. A new one is started\./);
    await attempts.remove(service);
  });

  it("again and again is started later and later, and can be mended meanwhile", async () => {
    const start = { Runtime: "NODEJS_22", StartCommand: "node server.js" } as const;
    const values = { ...start, RuntimeEnvironmentVariables: { SECONDS: "0.5" } };
    const service = await attempts.create("again", attemptOf({ values }, repository));
    assert.equal(service.Status, "RUNNING");
    await waitFor("three ends", async () => {
      const ends = (await events(service)).match(/exited with code 4\. A new one is started/g);
      return ends && ends.length >= 3 ? true : undefined;
    });
    assert.equal((await client.describe(service.ServiceArn!)).Status, "RUNNING");
    const { operation } = await attempts.update(service, attemptOf({ values: start }, repository));
    assert.equal(operation, "SUCCEEDED");
    assert.equal((await get(service.ServiceUrl!)).status, 200);
    await attempts.remove(service);
  });

  const events = ({ ServiceArn }: Service): Promise<string> => client.serviceLog(ServiceArn!, "events");

  const anotherThan = ({ ServiceUrl }: Service, pid: string): Promise<true> =>
    waitFor("a new instance", async () => {
      const { status, body } = await get(ServiceUrl!);
      return status === 200 && body !== pid ? true : undefined;
    });
});
