import assert from "node:assert/strict";
import { PartialFailure } from "../../provider/core/failure";
import type { Properties } from "../../provider/core/resource";
import { waitFor } from "../support/waitFor";
import { AN_IMAGE, aService, type ProviderWorld, startProviderWorld } from "./world";

const onPort = (port: string): Properties => ({
  sourceConfiguration: { imageRepository: { ...AN_IMAGE, imageConfiguration: { port } } },
});

describe("the true ends of operations", () => {
  let world: ProviderWorld;
  beforeEach(async () => {
    world = await startProviderWorld();
  });
  afterEach(() => world.close());

  const service = () => world.resource("service");
  const failureOf = (work: Promise<unknown>): Promise<Error> =>
    work.then(
      () => assert.fail("nothing failed"),
      (error: Error) => error,
    );
  const statusOf = async (ServiceArn: string) =>
    (await world.client.call("DescribeService", { ServiceArn })).Service!.Status;
  const made = async (inputs: Properties) => {
    const created = await service().create({ serviceName: "hello", ...inputs }, world.call());
    world.writes.length = 0;
    return created;
  };
  /** Every failed end names the operation by its id, says how it ended and where there is more. */
  const tells = async (error: Error, what: string, end: string, arn: string): Promise<void> => {
    const { OperationSummaryList: all } = await world.client.call("ListOperations", { ServiceArn: arn });
    const { Id, Status } = all![0]!;
    assert.equal(Status, end);
    assert.ok(error.message.startsWith(`${what} failed`), error.message);
    assert.ok(error.message.includes(`(operation ${Id}, ${end})`), error.message);
    assert.match(error.message, /More: npx apprunner logs hello/);
  };

  it("a creation that failed is kept, and the next preview shows that it is to be repaired, after a refresh too", async () => {
    world.ends.push("fails");
    const inputs = aService({ serviceName: "hello" });
    const failure = (await failureOf(service().create(inputs, world.call()))) as PartialFailure;
    assert.ok(failure instanceof PartialFailure);
    await tells(failure, "the creation of service hello", "FAILED", failure.thingId);
    const { outputs } = (await service().read(failure.thingId, failure.outputs, world.call()))!;
    assert.equal(outputs.status, "CREATE_FAILED");
    assert.deepEqual(
      service()
        .diff(outputs, inputs)
        .changes.map(({ path, effect }) => [path, effect]),
      [["status", "update"]],
    );
    const repaired = await service().update(failure.thingId, outputs, inputs, world.call());
    assert.deepEqual([repaired.status, service().diff(repaired, inputs).changes], ["RUNNING", []]);
    assert.deepEqual(world.writes, ["CreateService", "UpdateService"]);
  });

  it("a pause that failed is a failure, and is wanted again", async () => {
    const { id, outputs } = await made(aService({ desiredState: "running" }));
    world.ends.push("fails");
    const wanted = aService({ serviceName: "hello", desiredState: "paused" });
    const error = await failureOf(service().update(id, outputs, wanted, world.call()));
    await tells(error, "pausing service hello", "FAILED", id);
    const { outputs: live } = (await service().read(id, outputs, world.call()))!;
    assert.deepEqual(
      service()
        .diff(live, wanted)
        .changes.map(({ path }) => path),
      ["desiredState"],
    );
    assert.equal((await service().update(id, live, wanted, world.call())).status, "PAUSED");
  });

  it("resuming that failed is a failure, and the change that it was for is not sent", async () => {
    const { id, outputs } = await made(aService({ desiredState: "paused" }));
    world.ends.push("fails");
    const wanted = { ...onPort("81"), desiredState: "running" };
    const error = await failureOf(service().update(id, outputs, wanted, world.call()));
    await tells(error, "resuming service hello", "FAILED", id);
    assert.deepEqual([world.writes, await statusOf(id)], [["ResumeService"], "PAUSED"]);
    const updated = await service().update(id, outputs, wanted, world.call());
    assert.deepEqual([updated.status, service().diff(updated, wanted).changes], ["RUNNING", []]);
  });

  it("a deletion that failed is a failure, the service is still known, and is deleted by the next run", async () => {
    const { id, outputs } = await made(aService());
    world.ends.push("fails");
    const error = await failureOf(service().delete(id, outputs, world.call()));
    await tells(error, "the deletion of service hello", "FAILED", id);
    const live = (await service().read(id, outputs, world.call()))!;
    assert.equal(live.outputs.status, "DELETE_FAILED");
    await service().delete(id, live.outputs, world.call());
    assert.equal(await service().read(id, outputs, world.call()), undefined);
  });

  it("an update whose rollback failed too says so, is seen in the next preview and sent again", async () => {
    const { id, outputs } = await made(aService());
    world.hold();
    const work = failureOf(service().update(id, outputs, aService(onPort("81")), world.call()));
    const { operations, services } = world.api.state;
    const running = await waitFor("the update", () => operations.findRunning(id));
    for (const status of ["IN_PROGRESS", "ROLLBACK_IN_PROGRESS", "ROLLBACK_FAILED"] as const) {
      operations.move(running.id, status, world.api.clock.now++);
    }
    services.setStatus(id, "RUNNING", world.api.clock.now++);
    const error = await work;
    world.letGo();
    await tells(error, "the update of service hello", "ROLLBACK_FAILED", id);
    assert.match(error.message, /failed, and the rollback failed too: the service may not answer/);
    assert.ok(!(error instanceof PartialFailure), "the state stays");
    const updated = await service().update(id, outputs, aService(onPort("81")), world.call());
    assert.deepEqual(world.writes, ["UpdateService", "UpdateService"]);
    assert.deepEqual(service().diff(updated, aService(onPort("81"))).changes, []);
  });

  it("a domain that App Runner could not let go is a failure, and is asked for again", async () => {
    const { id: serviceArn } = await made(aService());
    const domain = world.resource("customDomainAssociation");
    const { id, outputs } = await domain.create({ domainName: "shop.example.com", serviceArn }, world.call());
    world.hold();
    const work = failureOf(domain.delete(id, outputs, world.call()));
    const { customDomains } = world.api.state;
    const statusNow = () => customDomains.listOfService(serviceArn)[0]!.status;
    await waitFor("the deletion", () => statusNow() === "deleting" || undefined);
    customDomains.setStatus(serviceArn, "shop.example.com", "delete_failed", world.api.clock.now++);
    assert.match((await work).message, /the removal of shop.example.com failed: App Runner answers DELETE_FAILED/);
    world.letGo();
    await domain.delete(id, outputs, world.call());
    assert.equal(await domain.read(id, outputs, world.call()), undefined);
  });

  it("a deployment that was rolled back is a failure, of its own resource too", async () => {
    const { id } = await made(aService());
    world.ends.push("fails");
    const deployment = world.resource("deployment").create({ serviceArn: id }, world.call());
    await tells(await failureOf(deployment), "the deployment of service hello", "ROLLBACK_SUCCEEDED", id);
  });
});
