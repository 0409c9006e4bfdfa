import assert from "node:assert/strict";
import { PartialFailure } from "../../provider/core/failure";
import type { Properties } from "../../provider/core/resource";
import { AN_IMAGE, aService, type ProviderWorld, startProviderWorld } from "./world";

const image = (rest: Properties): Properties => ({
  sourceConfiguration: { imageRepository: { ...AN_IMAGE, ...rest } },
});
const onPort = (port: string): Properties => image({ imageConfiguration: { port } });

describe("the Service resource's own inputs", () => {
  let world: ProviderWorld;
  beforeEach(async () => {
    world = await startProviderWorld();
  });
  afterEach(() => world.close());

  const service = () => world.resource("service");
  const made = async (inputs: Properties) => {
    const created = await service().create(inputs, world.call());
    world.writes.length = 0;
    return created;
  };
  const statusOf = async (ServiceArn: string) =>
    (await world.client.call("DescribeService", { ServiceArn })).Service!.Status;

  describe("desiredState", () => {
    it("pauses a service, and one that is created", async () => {
      const { id, outputs } = await made(aService());
      const paused = await service().update(id, outputs, aService({ desiredState: "paused" }), world.call());
      assert.deepEqual(world.writes, ["PauseService"]);
      assert.deepEqual([paused.status, paused.desiredState], ["PAUSED", "paused"]);
      const { outputs: other } = await service().create(aService({ desiredState: "paused" }), world.call());
      assert.equal(other.status, "PAUSED");
    });

    it("resumes, changes and pauses again when paused is asked for", async () => {
      const { id, outputs } = await made(aService({ desiredState: "paused" }));
      const wanted = { ...onPort("81"), desiredState: "paused" };
      const updated = await service().update(id, outputs, wanted, world.call());
      assert.deepEqual(world.writes, ["ResumeService", "UpdateService", "PauseService"]);
      assert.deepEqual(service().diff(updated, wanted).changes, []);
    });

    it("does not resume for tags", async () => {
      const { id, outputs } = await made(aService({ desiredState: "paused" }));
      const wanted = aService({ desiredState: "paused", tags: { a: "1" } });
      const updated = await service().update(id, outputs, wanted, world.call());
      assert.deepEqual([world.writes, updated.status], [["TagResource"], "PAUSED"]);
    });

    it("resumes what somebody paused, when running is asked for", async () => {
      const inputs = aService({ desiredState: "running" });
      const { id, outputs } = await made(inputs);
      await world.client.call("PauseService", { ServiceArn: id });
      const drifted = await readUntil("PAUSED", id, outputs);
      assert.deepEqual(
        service()
          .diff(drifted, inputs)
          .changes.map(({ path }) => path),
        ["desiredState"],
      );
      assert.equal((await service().update(id, drifted, inputs, world.call())).status, "RUNNING");
      assert.deepEqual(world.writes, ["ResumeService"]);
    });

    it("leaves a service as it is when nothing is asked for, and says why it cannot change a paused one", async () => {
      const { id, outputs } = await made(aService());
      await world.client.call("PauseService", { ServiceArn: id });
      const paused = await readUntil("PAUSED", id, outputs);
      assert.deepEqual(service().diff(paused, aService()).changes, []);
      const failure = service().update(id, paused, onPort("81"), world.call());
      await assert.rejects(failure, /is PAUSED, and App Runner changes a running service only. Set desiredState/);
      assert.deepEqual([world.writes, await statusOf(id)], [[], "PAUSED"]);
    });

    it("says that the service runs when the change of a paused one failed", async () => {
      const { id, outputs } = await made(aService({ desiredState: "paused" }));
      const wanted = { ...onPort("81"), desiredState: "paused" };
      world.ends.push("succeeds", "fails");
      const failure = await service()
        .update(id, outputs, wanted, world.call())
        .catch((error) => error as PartialFailure);
      assert.ok(failure instanceof PartialFailure);
      assert.deepEqual([failure.outputs.desiredState, failure.outputs.status], ["running", "RUNNING"]);
      const updated = await service().update(id, failure.outputs, wanted, world.call());
      assert.equal(updated.status, "PAUSED");
    });

    it("is one of two words", () => {
      const [problem] = service().check(aService({ desiredState: "asleep" }), "local");
      assert.equal(problem!.message, '"asleep" is not allowed: must be one of running, paused');
    });

    const readUntil = async (status: string, id: string, outputs: Properties): Promise<Properties> => {
      for (;;) {
        const live = await service().read(id, outputs, world.call());
        if (live!.outputs.status === status) return live!.outputs;
      }
    };
  });

  describe("ignoreImage", () => {
    it("keeps the image that another program deployed, also when something else changes", async () => {
      const inputs = aService({ ignoreImage: true });
      const { id, outputs } = await made(inputs);
      const ImageRepository = { ImageIdentifier: "hello:2", ImageRepositoryType: "ECR" } as const;
      await world.client.call("UpdateService", { ServiceArn: id, SourceConfiguration: { ImageRepository } });
      const wanted = { ...onPort("81"), ignoreImage: true };
      const updated = await service().update(id, outputs, wanted, world.call());
      assert.deepEqual(service().diff(updated, wanted).changes, []);
      const { Service: live } = await world.client.call("DescribeService", { ServiceArn: id });
      const { ImageIdentifier, ImageConfiguration } = live!.SourceConfiguration!.ImageRepository!;
      assert.deepEqual([ImageIdentifier, ImageConfiguration!.Port], ["hello:2", "81"]);
      const { outputs: refreshed } = (await service().read(id, updated, world.call()))!;
      assert.deepEqual(service().diff(refreshed, { ...wanted, ...onPort("81") }).changes, []);
      assert.equal(service().diff(refreshed, onPort("81")).changes.length, 2, "the image and the switch itself");
    });
  });

  describe("deleteWithDomains", () => {
    const withDomain = async (inputs: Properties) => {
      const created = await made(inputs);
      const domain = { domainName: "hello.example.com", serviceArn: created.id };
      await world.resource("customDomainAssociation").create(domain, world.call());
      world.writes.length = 0;
      return created;
    };

    it("refuses to take a domain along that is still associated", async () => {
      const { id, outputs } = await withDomain(aService());
      const failure = service().delete(id, outputs, world.call());
      await assert.rejects(
        failure,
        /is not deleted: hello.example.com would no longer answer.*deleteWithDomains: true/s,
      );
      assert.deepEqual([world.writes, await statusOf(id)], [[], "RUNNING"]);
      await world.resource("customDomainAssociation").delete(`hello.example.com,${id}`, {}, world.call());
      await service().delete(id, outputs, world.call());
      assert.equal(await service().read(id, outputs, world.call()), undefined);
    });

    it("takes it along when the program says so", async () => {
      const { id, outputs } = await withDomain(aService({ deleteWithDomains: true }));
      await service().delete(id, outputs, world.call());
      assert.equal(await service().read(id, outputs, world.call()), undefined);
    });
  });
});
