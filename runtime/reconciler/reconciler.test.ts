import assert from "node:assert/strict";
import { ReconcilerWorld } from "../../test/support/reconcilerWorld";
import type { Engine } from "../engine/engine";
import type { ReconcilerContext } from "./context";

describe("the reconciler", () => {
  let world: ReconcilerWorld;
  beforeEach(() => {
    world = new ReconcilerWorld();
  });
  afterEach(async () => {
    await world.close();
    world.state.close();
  });

  /** A service that runs version one. */
  async function aRunningService(wanted = {}): Promise<{ arn: string; operationId: string }> {
    const created = world.create(wanted);
    await world.start();
    assert.equal(await world.ended(created.operationId), "SUCCEEDED");
    return created;
  }

  describe("creating", () => {
    it("starts an image, checks it, routes it and ends RUNNING", async () => {
      const { arn, operationId } = await aRunningService({ image: "hello:1" });
      assert.equal(world.service(arn).status, "RUNNING");
      assert.equal(world.service(arn).activeVersion, operationId);
      assert.equal(world.route(arn)?.state, "running");
      assert.equal(world.route(arn)?.targets.length, 1);
    });

    it("builds a commit once, however often it is deployed", async () => {
      const { arn } = await aRunningService({ branch: "main" });
      await world.ended(world.begin(arn, "START_DEPLOYMENT"));
      assert.equal(world.engine.builds, 1);
    });

    it("sends no traffic before an instance is healthy", async () => {
      let probes = 0;
      world.health = () => (++probes < 4 ? "connection refused" : undefined);
      const { arn, operationId } = world.create({});
      await world.start();
      await world.ended(operationId);
      const first = world.tables.findIndex((table) => table.services.some(({ targets }) => targets.length > 0));
      assert.ok(
        world.tables.slice(0, first).every((table) => table.services.every(({ state }) => state === "unavailable")),
      );
      assert.equal(world.route(arn)?.state, "running");
      assert.equal(probes, 4);
    });

    for (const [what, wanted, reason] of [
      ["a build that fails", { branch: "main", buildCommand: "false" }, /command `false` failed/],
      ["an image that is not there", { image: "missing:1" }, /missing:1 is not on this machine/],
      ["an app that exits", { command: "exit 3" }, /exited with code 3/],
    ] as const) {
      it(`ends CREATE_FAILED with the reason and nothing left over after ${what}`, async () => {
        const { arn, operationId } = world.create(wanted);
        await world.start();
        assert.equal(await world.ended(operationId), "FAILED");
        assert.equal(world.service(arn).status, "CREATE_FAILED");
        assert.match(world.state.operations.find(operationId)!.reason!, reason);
        assert.ok(world.events.some((event) => reason.test(event)));
        assert.equal(world.engine.instances.size, 0);
        assert.equal(world.engine.images.size, 0);
        assert.equal(world.state.versions.list().length, 0);
      });
    }

    it("says what the health check wanted when an app never answers", async () => {
      world.health = () => "connection refused";
      const { operationId } = world.create({});
      await world.start();
      assert.equal(await world.ended(operationId), "FAILED");
      assert.match(world.state.operations.find(operationId)!.reason!, /connection refused.*PORT \(8080\)/);
    });
  });

  describe("updating", () => {
    it("moves traffic to the new version and ends the old instances", async () => {
      const { arn } = await aRunningService({ image: "hello:1" });
      const operationId = world.update(arn, { image: "hello:2" });
      assert.equal(await world.ended(operationId), "SUCCEEDED");
      assert.equal(world.service(arn).activeVersion, operationId);
      const [instance, ...others] = world.engine.instances.values();
      assert.equal(instance?.versionId, operationId);
      assert.deepEqual(others, []);
    });

    it("rolls back to the old version, which serves throughout, when the new one fails", async () => {
      const { arn, operationId: first } = await aRunningService({ image: "hello:1" });
      const before = world.tables.length;
      const operationId = world.update(arn, { image: "hello:2", command: "exit 1" });
      assert.equal(await world.ended(operationId), "ROLLBACK_SUCCEEDED");
      const service = world.service(arn);
      assert.equal(service.status, "RUNNING");
      assert.equal(service.activeVersion, first);
      assert.equal(service.configuration.SourceConfiguration.ImageRepository?.ImageIdentifier, "hello:1");
      for (const table of world.tables.slice(before)) {
        assert.deepEqual(
          table.services[0]?.targets.map(({ id }) => world.engine.instances.get(id)?.versionId),
          [first],
        );
      }
      assert.equal(world.engine.instances.size, 1);
    });

    it("repairs a service whose creation failed", async () => {
      const { arn, operationId } = world.create({ command: "exit 1" });
      await world.start();
      await world.ended(operationId);
      assert.equal(await world.ended(world.update(arn, {})), "SUCCEEDED");
      assert.equal(world.service(arn).status, "RUNNING");
    });

    it("keeps the image of the version before the one that serves, and no older", async () => {
      const { arn } = await aRunningService({ branch: "one" });
      for (const branch of ["two", "three"]) await world.ended(world.update(arn, { branch }));
      await world.until(() => world.engine.images.size === 2);
      assert.deepEqual([...world.engine.images.keys()].map((key) => key.split(":")[1]!.slice(0, 12)).sort(), [
        "commit-of-th",
        "commit-of-tw",
      ]);
    });
  });

  describe("pausing, resuming, deleting", () => {
    it("ends every instance on pause and starts the same version on resume, without a build", async () => {
      const { arn, operationId } = await aRunningService({ branch: "main" });
      assert.equal(await world.ended(world.begin(arn, "PAUSE_SERVICE")), "SUCCEEDED");
      assert.equal(world.service(arn).status, "PAUSED");
      assert.equal(world.engine.instances.size, 0);
      assert.equal(world.route(arn)?.state, "paused");
      assert.equal(await world.ended(world.begin(arn, "RESUME_SERVICE")), "SUCCEEDED");
      assert.equal(world.service(arn).activeVersion, operationId);
      assert.equal(world.engine.builds, 1);
      assert.equal(world.route(arn)?.state, "running");
    });

    it("leaves nothing behind on delete but the row that DescribeService shows", async () => {
      const { arn } = await aRunningService({ branch: "main" });
      assert.equal(await world.ended(world.begin(arn, "DELETE_SERVICE")), "SUCCEEDED");
      await world.until(() => world.route(arn) === undefined);
      assert.equal(world.service(arn).status, "DELETED");
      assert.equal(world.engine.instances.size + world.engine.images.size, 0);
      assert.equal(world.state.versions.list().length, 0);
    });
  });

  describe("keeping", () => {
    it("replaces an instance that ended and says why", async () => {
      const { arn } = await aRunningService();
      const [id] = world.engine.instances.keys();
      world.engine.crash(id!, 9);
      await world.until(() => world.engine.instances.get(id!)?.state === "running");
      await world.until(() => world.route(arn)?.targets[0]?.address === world.engine.instances.get(id!)?.address);
      assert.ok(world.events.some((event) => event.includes("exited with code 9")));
    });

    it("replaces an instance that fails its health check and says why", async () => {
      const { arn } = await aRunningService();
      const [{ id, address }] = world.route(arn)!.targets as [{ id: string; address: string }];
      world.targets = [{ id, serviceArn: arn, address, inFlight: 0, health: "unhealthy", reason: "answered 500" }];
      await world.until(() => world.engine.instances.get(id)?.address !== address);
      world.targets = [];
      await world.until(() => world.route(arn)?.targets[0]?.address === world.engine.instances.get(id)?.address);
      assert.ok(world.events.some((event) => event.includes("fails its health check (answered 500)")));
    });

    it("brings services back after everything was stopped", async () => {
      const { arn } = await aRunningService();
      await world.close();
      world.engine.instances.clear();
      await world.start();
      await world.until(() => world.route(arn)?.targets.length === 1);
    });

    it("removes instances and images that no service owns", async () => {
      await aRunningService({ branch: "main" });
      await world.close();
      await world.engine.startInstance({ ...anInstance, serviceArn: "arn:gone" });
      world.engine.images.set("apprunner/gone:1", "sha256:1");
      await world.start();
      assert.equal(world.engine.instances.has(anInstance.id), false);
      assert.equal(world.engine.images.has("apprunner/gone:1"), false);
      assert.equal(world.engine.images.size, 1);
    });
  });

  describe("after a crash", () => {
    const engineSteps: (keyof Engine)[] = [
      "buildImage",
      "startInstance",
      "inspectInstance",
      "listInstances",
      "stopInstance",
      "listImages",
      "removeImage",
    ];

    for (const type of ["CREATE_SERVICE", "UPDATE_SERVICE", "failing UPDATE_SERVICE"] as const) {
      for (const step of engineSteps) {
        for (const when of ["before", "after"] as const) {
          it(`ends ${type} when the runtime died ${when} ${step}`, async () => {
            const { arn, operationId } = await dieDuring(type, step, when);
            await world.start();
            const expected = type === "failing UPDATE_SERVICE" ? "ROLLBACK_SUCCEEDED" : "SUCCEEDED";
            assert.equal(await world.ended(operationId), expected);
            await world.until(() => world.engine.instances.size === 1);
            const [instance] = world.engine.instances.values();
            assert.equal(instance?.versionId, world.service(arn).activeVersion);
            assert.equal(world.service(arn).status, "RUNNING");
          });
        }
      }
    }
  });

  /** Runs an operation until the engine is asked for a step, where the runtime dies. */
  async function dieDuring(
    type: "CREATE_SERVICE" | "UPDATE_SERVICE" | "failing UPDATE_SERVICE",
    step: keyof Engine,
    when: "before" | "after",
  ): Promise<{ arn: string; operationId: string }> {
    let ids: { arn: string; operationId: string };
    if (type === "CREATE_SERVICE") ids = world.create({ branch: "main" });
    else {
      ids = await aRunningService({ branch: "main" });
      await world.close();
      const wanted = { branch: "next", ...(type !== "UPDATE_SERVICE" && { command: "exit 1" }) };
      ids = { arn: ids.arn, operationId: world.update(ids.arn, wanted) };
    }
    const died = new Promise<void>((resolve) => {
      world.start((context) => dyingAt(context, step, when, resolve)).catch(() => resolve());
    });
    await Promise.race([died, world.ended(ids.operationId)]);
    await world.close();
    return ids;
  }
});

const anInstance = {
  id: "stray",
  versionId: "none",
  image: "hello:1",
  command: undefined,
  port: 8080,
  environment: {},
  cpu: 1024,
  memory: 2048,
};

/** A context whose engine never answers again once a step is reached. */
function dyingAt(
  context: ReconcilerContext,
  step: keyof Engine,
  when: "before" | "after",
  onDeath: () => void,
): ReconcilerContext {
  let dead = false;
  const engine = new Proxy(context.engine, {
    get(target, name) {
      const method = Reflect.get(target, name) as unknown;
      if (typeof method !== "function") return method;
      return async (...args: unknown[]) => {
        if (dead) throw new Error("the runtime is dead");
        if (name === step && when === "before") die();
        const result = await method.apply(target, args);
        if (name === step && when === "after") die();
        return result;
      };
    },
  });
  function die(): never {
    dead = true;
    onDeath();
    throw new Error("the runtime is dead");
  }
  return { ...context, engine };
}
