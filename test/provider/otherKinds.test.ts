import assert from "node:assert/strict";
import type { DescribeCustomDomainsResponse } from "@aws-sdk/client-apprunner";
import type { Api, AppRunnerOperation } from "../../provider/core/api";
import { PartialFailure } from "../../provider/core/failure";
import type { Properties } from "../../provider/core/resource";
import { aService, type ProviderWorld, startProviderWorld } from "./world";

describe("the resources beside Service", () => {
  let world: ProviderWorld;
  beforeEach(async () => {
    world = await startProviderWorld();
  });
  afterEach(() => world.close());

  describe("AutoScalingConfiguration", () => {
    const scaling = () => world.resource("autoScalingConfiguration");
    const small: Properties = { autoScalingConfigurationName: "small", maxSize: 2, tags: { a: "1" } };
    const revisions = async (AutoScalingConfigurationName: string) => {
      const { AutoScalingConfigurationSummaryList } = await world.client.call("ListAutoScalingConfigurations", {
        AutoScalingConfigurationName,
        LatestOnly: false,
      });
      return AutoScalingConfigurationSummaryList!.map((each) => each.AutoScalingConfigurationRevision!).sort();
    };

    it("has an id that all its revisions share", async () => {
      const { id, outputs } = await scaling().create(small, world.call());
      assert.match(id, /:autoscalingconfiguration\/small$/);
      assert.equal(outputs.autoScalingConfigurationRevision, 1);
      assert.equal(outputs.status, "ACTIVE");
      assert.deepEqual((await scaling().read(id, outputs, world.call()))!.inputs, small);
      for (const imported of [id, "small", String(outputs.autoScalingConfigurationArn)]) {
        const live = await scaling().read(imported, {}, world.call());
        assert.deepEqual([live!.id, live!.inputs], [id, small]);
      }
    });

    it("becomes a new revision, takes its services along and deletes the old one", async () => {
      const made = await scaling().create(small, world.call());
      const autoScalingConfigurationArn = made.outputs.autoScalingConfigurationArn;
      const service = world.resource("service");
      const web = await service.create(aService({ autoScalingConfigurationArn }), world.call());
      const updated = await scaling().update(made.id, made.outputs, { ...small, maxSize: 3 }, world.call());
      assert.equal(updated.autoScalingConfigurationRevision, 2);
      assert.deepEqual(await revisions("small"), [2]);

      world.writes.length = 0;
      const wanted = aService({ autoScalingConfigurationArn: updated.autoScalingConfigurationArn });
      assert.equal(service.diff(web.outputs, wanted).changes.length, 1);
      await service.update(web.id, web.outputs, wanted, world.call());
      assert.deepEqual(world.writes, [], "the service uses the new revision already");
    });

    it("changes tags without a new revision", async () => {
      const made = await scaling().create(small, world.call());
      const updated = await scaling().update(made.id, made.outputs, { ...small, tags: { b: "2" } }, world.call());
      assert.equal(updated.autoScalingConfigurationRevision, 1);
      assert.deepEqual((await scaling().read(made.id, updated, world.call()))!.outputs.tags, { b: "2" });
    });

    it("remembers an old revision that could not be deleted, and deletes it with the next update", async () => {
      const made = await scaling().create(small, world.call());
      world.failNext.set("DeleteAutoScalingConfiguration", new Error("not now"));
      const wanted = { ...small, maxSize: 3 };
      const failure = await scaling()
        .update(made.id, made.outputs, wanted, world.call())
        .catch((error) => error as PartialFailure);
      assert.ok(failure instanceof PartialFailure);
      assert.deepEqual(await revisions("small"), [1, 2]);
      const updated = await scaling().update(made.id, failure.outputs, wanted, world.call());
      assert.deepEqual(await revisions("small"), [2]);
      assert.deepEqual(scaling().diff(updated, wanted).changes, []);
      assert.ok(!("__superseded" in updated));
    });

    it("is deleted once no service uses it any more, and only then", async () => {
      const { id, outputs } = await scaling().create(small, world.call());
      const service = world.resource("service");
      const { autoScalingConfigurationArn } = outputs;
      const web = await service.create(aService({ autoScalingConfigurationArn }), world.call());
      const deletion = scaling().delete(id, outputs, world.call());
      await service.delete(web.id, web.outputs, world.call());
      await deletion;
      assert.equal(await scaling().read(id, outputs, world.call()), undefined);
      await scaling().delete(id, outputs, world.call());
    });
  });

  describe("Connection", () => {
    const connection = () => world.resource("connection");
    const github: Properties = { connectionName: "github", providerType: "GITHUB", tags: { a: "1" } };

    it("waits for its handshake, changes its tags and goes", async () => {
      const { id, outputs } = await connection().create(github, world.call());
      assert.deepEqual(outputs, { ...github, connectionArn: id, status: "PENDING_HANDSHAKE" });
      assert.match(world.said.at(-1)!, /waits for its handshake: complete it with npx apprunner connect github/);
      const wanted = { ...github, tags: { b: "2" } };
      const updated = await connection().update(id, outputs, wanted, world.call());
      assert.deepEqual(await connection().read(id, updated, world.call()), { id, outputs: updated, inputs: wanted });
      assert.deepEqual((await connection().read("github", {}, world.call()))!.inputs, wanted);
      await connection().delete(id, updated, world.call());
      assert.equal(await connection().read(id, updated, world.call()), undefined);
      await connection().delete(id, updated, world.call());
    });
  });

  describe("CustomDomainAssociation", () => {
    const association = () => world.resource("customDomainAssociation");
    const aDomain = async (): Promise<Properties> => {
      const { id } = await world.resource("service").create(aService(), world.call());
      return { domainName: "hello.example.com", serviceArn: id };
    };

    it("is made, read back by its id and removed", async () => {
      const inputs = await aDomain();
      const { id, outputs } = await association().create(inputs, world.call());
      assert.equal(id, `hello.example.com,${inputs.serviceArn}`);
      assert.equal(outputs.status, "ACTIVE");
      assert.ok(outputs.dnsTarget);
      const names = (outputs.certificateValidationRecords as { name: string }[]).map(({ name }) => name);
      assert.deepEqual(names, [...names].sort());
      assert.deepEqual(association().diff(outputs, inputs).changes, []);
      assert.deepEqual(await association().read(id, outputs, world.call()), { id, outputs, inputs });
      assert.deepEqual((await association().read(id, {}, world.call()))!.inputs, inputs);
      await association().delete(id, outputs, world.call());
      assert.equal(await association().read(id, outputs, world.call()), undefined);
      await association().delete(id, outputs, world.call());
    });

    it("is ready only when the validation records are listed too, which may be later than it is active", async () => {
      const inputs = await aDomain();
      let looks = 0;
      const { api } = world.call();
      const late: Api = {
        ...api,
        call: (async (name: AppRunnerOperation, input: never, options: never) => {
          const answer = await api.call(name, input, options);
          if (name !== "DescribeCustomDomains") return answer;
          looks++;
          for (const domain of (answer as DescribeCustomDomainsResponse).CustomDomains ?? []) {
            domain.CertificateValidationRecords = domain.CertificateValidationRecords!.slice(0, Math.floor(looks / 3));
          }
          return answer;
        }) as Api["call"],
      };
      const { outputs } = await association().create(inputs, world.call({ api: late }));
      assert.equal((outputs.certificateValidationRecords as object[]).length, 3);
    });

    it("waits for an operation that runs on its service", async () => {
      const inputs = await aDomain();
      await world.client.call("StartDeployment", { ServiceArn: String(inputs.serviceArn) });
      assert.equal((await association().create(inputs, world.call())).outputs.status, "ACTIVE");
    });

    it("is gone when its service is", async () => {
      const inputs = await aDomain();
      const { id, outputs } = await association().create(inputs, world.call());
      await world.resource("service").delete(String(inputs.serviceArn), { deleteWithDomains: true }, world.call());
      assert.equal(await association().read(id, outputs, world.call()), undefined);
      await association().delete(id, outputs, world.call());
    });
  });
});
