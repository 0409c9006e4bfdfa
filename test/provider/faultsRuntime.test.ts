import assert from "node:assert/strict";
import { type Client, openClient } from "../../provider/client";
import { operate } from "../../provider/core/operate";
import type { Call, Properties } from "../../provider/core/resource";
import { systemClock } from "../../provider/core/wait";
import { RESOURCES } from "../../provider/resources";
import { failureOf } from "../support/failureOf";
import { type FaultProxy, startFaultProxy } from "../support/faultProxy";
import { emptyPages, halfLost, lost, slow, throttled } from "../support/faults";
import { createRepository, type TestRepository } from "../support/gitRepository";
import { startRuntime, type TestRuntime } from "../support/runtime";

const SERVER = `
const { MESSAGE, PORT } = process.env;
if (MESSAGE === "broken") { console.error("cannot start: MESSAGE is broken"); process.exit(1); }
require("node:http").createServer((request, response) => response.end(MESSAGE)).listen(PORT);
`;

describe("when something goes wrong on the way to a running local App Runner", function () {
  this.timeout(180_000);
  let runtime: TestRuntime;
  let repository: TestRepository;
  let proxy: FaultProxy;
  let client: Client;
  before(async () => {
    runtime = await startRuntime({ engine: "process" });
    repository = createRepository({ "server.js": SERVER });
    proxy = await startFaultProxy({ upstream: runtime.endpoint.endpoint });
    client = await openClient({ target: "local", endpoint: proxy.endpoint, home: runtime.home });
  });
  after(async () => {
    client?.close();
    await proxy?.close();
    repository?.remove();
    await runtime?.close();
  });

  const resource = operate(RESOURCES.service);
  const call = (): Call => ({
    api: client,
    target: "local",
    signal: new AbortController().signal,
    timeoutMs: 120_000,
    clock: systemClock,
    log: () => {},
  });
  const says = (MESSAGE: string): Properties => ({
    serviceName: "hello",
    sourceConfiguration: {
      autoDeploymentsEnabled: false,
      codeRepository: {
        repositoryUrl: repository.url,
        sourceCodeVersion: { type: "BRANCH", value: "main" },
        codeConfiguration: {
          configurationSource: "API",
          codeConfigurationValues: {
            runtime: "NODEJS_22",
            buildCommand: "true",
            startCommand: "node server.js",
            runtimeEnvironmentVariables: { MESSAGE },
          },
        },
      },
    },
  });
  const operations = async (ServiceArn: string) =>
    (await client.call("ListOperations", { ServiceArn })).OperationSummaryList!.map(({ Type, Status }) => [
      Type,
      Status,
    ]);

  it("every change is made once, and each end is the true one", async () => {
    proxy.next("CreateService", throttled, lost);
    proxy.always("ListServices", emptyPages());
    proxy.always("ListOperations", emptyPages());
    proxy.next("DescribeService", slow(50), halfLost);
    const { id, outputs } = await resource.create(says("one"), call());
    assert.equal(outputs.status, "RUNNING");

    proxy.next("UpdateService", lost);
    const failure = await failureOf(resource.update(id, outputs, says("broken"), call()));
    assert.match(
      failure.message,
      /the update of service hello failed and was rolled back.*cannot start: MESSAGE is \[value of MESSAGE\]/s,
    );
    assert.deepEqual((await resource.read(id, outputs, call()))!.outputs, outputs);

    proxy.next("UpdateService", halfLost);
    const updated = await resource.update(id, outputs, says("two"), call());
    proxy.clear();
    assert.deepEqual(await operations(id), [
      ["UPDATE_SERVICE", "SUCCEEDED"],
      ["UPDATE_SERVICE", "ROLLBACK_SUCCEEDED"],
      ["CREATE_SERVICE", "SUCCEEDED"],
    ]);

    proxy.next("DeleteService", lost);
    await resource.delete(id, updated, call());
    assert.deepEqual((await client.call("ListServices", {})).ServiceSummaryList, []);
  });
});
