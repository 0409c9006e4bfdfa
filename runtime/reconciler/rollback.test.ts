import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { ReconcilerWorld } from "../../test/support/reconcilerWorld";

describe("a deployment of a version that ran before", () => {
  let world: ReconcilerWorld;
  let arn: string;
  /** The operations, and so the versions, of the first deployment and of the update after it. */
  let first: string;
  let second: string;

  beforeEach(async () => {
    world = new ReconcilerWorld();
    ({ arn, operationId: first } = world.create({ branch: "one", command: "serve one" }));
    await world.start();
    await world.ended(first);
    second = world.update(arn, { branch: "two", command: "serve two" });
    await world.ended(second);
  });
  afterEach(async () => {
    await world.close();
    world.state.close();
  });

  it("runs its image and its settings without a build, and tells that it has ended", async () => {
    const { builds } = world.engine;
    world.settled.length = 0;
    const operation = rollBack();
    assert.equal(await world.ended(operation), "SUCCEEDED");
    await world.until(() => world.settled.length > 0);
    assert.deepEqual(world.settled, [arn]);
    const version = world.state.versions.find(world.service(arn).activeVersion!)!;
    const before = world.state.versions.find(second)!;
    assert.equal(version.id, operation);
    assert.equal(version.sourceRevision, "commit-of-one");
    assert.notEqual(version.image, before.image);
    assert.equal(world.engine.builds, builds);
    assert.deepEqual(
      [...world.engine.instances.values()].map(({ versionId }) => versionId),
      [operation],
    );
  });

  it("is done once, wherever the control plane is ended", async () => {
    await world.close();
    const operation = rollBack();
    const steps = ["resolve.end", "build.end", "launch.end", "switch.end", "drain.end"];
    for (const step of steps) {
      await new Promise<void>((resolve) => {
        world.start((context) => ({ ...context, reach: (now) => now.endsWith(step) && crash(resolve) }));
      });
      await world.close();
    }
    await world.start();
    assert.equal(await world.ended(operation), "SUCCEEDED");
    assert.equal(world.state.versions.find(operation)?.sourceRevision, "commit-of-one");
    assert.equal(world.engine.instances.size, 1);
  });

  it("leaves the newer version and its configuration in place when it does not become healthy", async () => {
    const { configuration } = world.service(arn);
    world.health = () => "connection refused";
    assert.equal(await world.ended(rollBack()), "ROLLBACK_SUCCEEDED");
    assert.equal(world.service(arn).activeVersion, second);
    assert.deepEqual(world.service(arn).configuration, configuration);
    assert.ok(world.state.versions.find(first), "the version before is still kept");
  });

  it("fails with what to do when the version is no longer kept", async () => {
    const operation = rollBack("gone");
    assert.equal(await world.ended(operation), "ROLLBACK_SUCCEEDED");
    assert.match(world.state.operations.find(operation)!.reason!, /Version gone is no longer kept\. Deploy its commit/);
  });

  function rollBack(version = first): string {
    const id = randomUUID();
    const previousConfiguration = world.service(arn).configuration;
    const configuration = world.state.versions.find(version)?.configuration ?? previousConfiguration;
    world.state.operations.insert({
      id,
      serviceArn: arn,
      type: "START_DEPLOYMENT",
      deploys: true,
      previousConfiguration,
      chosen: { version },
      at: Date.now(),
    });
    world.state.services.setConfiguration(arn, configuration, Date.now());
    world.state.services.setStatus(arn, "OPERATION_IN_PROGRESS", Date.now());
    world.wake(arn);
    return id;
  }
});

/** Ends the work on a service where it is, as the end of the process would. */
function crash(then: () => void): never {
  then();
  throw new Error("the process ends");
}
