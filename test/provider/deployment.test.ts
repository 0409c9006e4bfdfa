import assert from "node:assert/strict";
import { replaces } from "../../provider/core/diff";
import { aService, type ProviderWorld, startProviderWorld } from "./world";

describe("the Deployment resource", () => {
  let world: ProviderWorld;
  let serviceArn: string;
  beforeEach(async () => {
    world = await startProviderWorld();
    serviceArn = (await world.resource("service").create(aService(), world.call())).id;
    world.writes.length = 0;
  });
  afterEach(() => world.close());

  const deployment = () => world.resource("deployment");

  it("starts one and follows it to its end", async () => {
    const inputs = { serviceArn, triggers: { commit: "a" } };
    const { id, outputs } = await deployment().create(inputs, world.call());
    const { OperationSummaryList: [last] = [] } = await world.client.call("ListOperations", { ServiceArn: serviceArn });
    assert.equal(last!.Type, "START_DEPLOYMENT");
    assert.deepEqual([id, outputs.operationId, outputs.status], [`${last!.Id},${serviceArn}`, last!.Id, "SUCCEEDED"]);
    assert.equal(outputs.endedAt, last!.EndedAt!.toISOString());
    assert.deepEqual(await deployment().read(id, outputs, world.call()), { id, outputs, inputs });
  });

  it("is another one when a trigger changes, and none when nothing does", async () => {
    const { outputs } = await deployment().create({ serviceArn, triggers: { commit: "a" } }, world.call());
    assert.deepEqual(deployment().diff(outputs, { serviceArn, triggers: { commit: "a" } }).changes, []);
    const { changes, deleteBeforeReplace } = deployment().diff(outputs, { serviceArn, triggers: { commit: "b" } });
    assert.deepEqual([replaces(changes), deleteBeforeReplace], [["triggers"], false]);
  });

  it("fails when it is rolled back, and leaves nothing that a next update would take for done", async () => {
    world.ends.push("fails");
    const failure = await deployment()
      .create({ serviceArn }, world.call())
      .catch((error) => error as Error);
    assert.match((failure as Error).message, /the deployment of service .* was rolled back/);
    assert.equal((failure as Error).name, "OperationFailed");
  });

  it("waits for a running operation, be it begun between the look and the request", async () => {
    const refused = Object.assign(new Error("Service status must be RUNNING. Current status: OPERATION_IN_PROGRESS"), {
      name: "InvalidRequestException",
    });
    world.failNext.set("StartDeployment", refused);
    await world.client.call("StartDeployment", { ServiceArn: serviceArn });
    assert.equal((await deployment().create({ serviceArn }, world.call())).outputs.status, "SUCCEEDED");
    assert.deepEqual(world.writes, ["StartDeployment", "StartDeployment"]);
  });

  it("changes nothing when it is deleted, and is gone when its service is", async () => {
    const { id, outputs } = await deployment().create({ serviceArn }, world.call());
    world.writes.length = 0;
    await deployment().delete(id, outputs, world.call());
    assert.deepEqual(world.writes, []);
    await world.resource("service").delete(serviceArn, {}, world.call());
    assert.equal(await deployment().read(id, outputs, world.call()), undefined);
  });

  it("says that there is no such service", async () => {
    const nowhere = serviceArn.replace(/[^/]*$/, "00000000000000000000000000000000");
    await assert.rejects(deployment().create({ serviceArn: nowhere }, world.call()), /there is nothing to deploy/);
  });
});
