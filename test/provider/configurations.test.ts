import assert from "node:assert/strict";
import { PartialFailure } from "../../provider/core/failure";
import type { Properties } from "../../provider/core/resource";
import { aService, type ProviderWorld, startProviderWorld } from "./world";

describe("the configuration resources", () => {
  let world: ProviderWorld;
  beforeEach(async () => {
    world = await startProviderWorld();
  });
  afterEach(() => world.close());

  describe("ObservabilityConfiguration", () => {
    const observability = () => world.resource("observabilityConfiguration");
    const traces: Properties = { observabilityConfigurationName: "traces", tags: { a: "1" } };
    const traced = { ...traces, traceConfiguration: { vendor: "AWSXRAY" } };
    const revisions = async () => {
      const { ObservabilityConfigurationSummaryList } = await world.client.call("ListObservabilityConfigurations", {
        ObservabilityConfigurationName: "traces",
        LatestOnly: false,
      });
      return ObservabilityConfigurationSummaryList!.map((each) => each.ObservabilityConfigurationRevision!);
    };

    it("has an id that all its revisions share, and is read back by any of its names", async () => {
      const { id, outputs } = await observability().create(traced, world.call());
      assert.match(id, /:observabilityconfiguration\/traces$/);
      for (const imported of [id, "traces", String(outputs.observabilityConfigurationArn)]) {
        const live = await observability().read(imported, {}, world.call());
        assert.deepEqual([live!.id, live!.inputs], [id, traced]);
      }
    });

    it("becomes a new revision, takes its services along and deletes the old one", async () => {
      const made = await observability().create(traced, world.call());
      const using = (outputs: Properties): Properties => ({
        observabilityConfiguration: {
          observabilityEnabled: true,
          observabilityConfigurationArn: outputs.observabilityConfigurationArn,
        },
      });
      const service = world.resource("service");
      const web = await service.create(aService(using(made.outputs)), world.call());
      await service.create(aService(), world.call());
      world.writes.length = 0;
      const updated = await observability().update(made.id, made.outputs, traces, world.call());
      assert.deepEqual(await revisions(), [2]);
      assert.deepEqual(world.writes, [
        "CreateObservabilityConfiguration",
        "UpdateService",
        "DeleteObservabilityConfiguration",
      ]);
      assert.deepEqual(observability().diff(updated, traces).changes, []);

      world.writes.length = 0;
      await service.update(web.id, web.outputs, aService(using(updated)), world.call());
      assert.deepEqual(world.writes, [], "the service uses the new revision already");
    });

    it("remembers an old revision whose service could not be taken along", async () => {
      const made = await observability().create(traced, world.call());
      const observabilityConfigurationArn = made.outputs.observabilityConfigurationArn;
      const observabilityConfiguration = { observabilityEnabled: true, observabilityConfigurationArn };
      await world.resource("service").create(aService({ observabilityConfiguration }), world.call());
      world.ends.push("fails");
      const failure = await observability()
        .update(made.id, made.outputs, traces, world.call())
        .catch((error) => error as PartialFailure);
      assert.ok(failure instanceof PartialFailure);
      assert.match(failure.message, /rolled back/);
      const refreshed = await observability().read(made.id, failure.outputs, world.call());
      await observability().update(made.id, refreshed!.outputs, traces, world.call());
      assert.deepEqual(await revisions(), [2]);
    });

    it("changes tags without a new revision, and goes", async () => {
      const made = await observability().create(traced, world.call());
      const updated = await observability().update(made.id, made.outputs, { ...traced, tags: {} }, world.call());
      assert.equal(updated.observabilityConfigurationRevision, 1);
      await observability().delete(made.id, updated, world.call());
      assert.equal(await observability().read(made.id, updated, world.call()), undefined);
      await observability().delete(made.id, updated, world.call());
    });
  });

  describe("DefaultAutoScalingConfiguration", () => {
    const standard = () => world.resource("defaultAutoScalingConfiguration");
    const scaling = () => world.resource("autoScalingConfiguration");
    const aConfiguration = async (autoScalingConfigurationName: string) =>
      scaling().create({ autoScalingConfigurationName, maxSize: 2 }, world.call());

    it("is what new services get that name none, and changes in place", async () => {
      const [one, other] = [await aConfiguration("one-"), await aConfiguration("other")];
      const arnOf = ({ outputs }: { outputs: Properties }) => ({
        autoScalingConfigurationArn: outputs.autoScalingConfigurationArn,
      });
      const { id, outputs } = await standard().create(arnOf(one), world.call());
      assert.deepEqual([id, outputs.autoScalingConfigurationName], ["default", "one-"]);
      assert.deepEqual(standard().diff(outputs, arnOf(one)).changes, []);
      const updated = await standard().update(id, outputs, arnOf(other), world.call());
      assert.equal(updated.autoScalingConfigurationName, "other");
      assert.deepEqual((await standard().read(id, {}, world.call()))!.inputs, arnOf(other));
      world.writes.length = 0;
      await standard().update(id, updated, arnOf(other), world.call());
      assert.deepEqual(world.writes, []);
    });

    it("restores nothing when it is deleted, and says so", async () => {
      const made = await aConfiguration("mine");
      const inputs = { autoScalingConfigurationArn: made.outputs.autoScalingConfigurationArn };
      const { id, outputs } = await standard().create(inputs, world.call());
      world.writes.length = 0;
      await standard().delete(id, outputs, world.call());
      assert.deepEqual(world.writes, []);
      assert.match(world.said.at(-1)!, /mine stays the default auto scaling configuration/);
      await assert.rejects(scaling().delete(made.id, made.outputs, world.call()), /make another one the default first/);
    });

    it("goes along when the configuration becomes a new revision", async () => {
      const made = await aConfiguration("mine");
      const inputs = { autoScalingConfigurationArn: made.outputs.autoScalingConfigurationArn };
      const { id, outputs } = await standard().create(inputs, world.call());
      const wanted = { autoScalingConfigurationName: "mine", maxSize: 3 };
      const updated = await scaling().update(made.id, made.outputs, wanted, world.call());
      const live = await standard().read(id, outputs, world.call());
      assert.equal(live!.outputs.autoScalingConfigurationArn, updated.autoScalingConfigurationArn);
      assert.equal(live!.outputs.autoScalingConfigurationRevision, 2);
    });
  });
});
