import assert from "node:assert/strict";
import { PartialFailure } from "../../provider/core/failure";
import type { Properties } from "../../provider/core/resource";
import type { VpcIngressConnectionRow } from "../../runtime/state/vpcIngressConnections";
import { TEST_REGION } from "../support/api";
import { aService, type ProviderWorld, startProviderWorld } from "./world";

describe("the network resources", () => {
  let world: ProviderWorld;
  beforeEach(async () => {
    world = await startProviderWorld();
  });
  afterEach(() => world.close());

  describe("VpcConnector", () => {
    const connector = () => world.resource("vpcConnector");
    const inside: Properties = {
      vpcConnectorName: "inside",
      subnets: ["subnet-2", "subnet-1"],
      securityGroups: ["sg-1"],
      tags: { a: "1" },
    };

    it("is made, read back by its id or its name, changes its tags and goes", async () => {
      const { id, outputs } = await connector().create(inside, world.call());
      assert.deepEqual(outputs, { ...inside, vpcConnectorArn: id, vpcConnectorRevision: 1, status: "ACTIVE" });
      const wanted = { ...inside, tags: { b: "2" } };
      const updated = await connector().update(id, outputs, wanted, world.call());
      assert.deepEqual(connector().diff(updated, wanted).changes, []);
      for (const imported of [id, "inside"]) {
        const live = await connector().read(imported, {}, world.call());
        assert.equal(live!.id, id);
        assert.deepEqual(connector().diff(live!.outputs, wanted).changes, []);
      }
      await connector().delete(id, updated, world.call());
      assert.equal(await connector().read(id, updated, world.call()), undefined);
      await connector().delete(id, updated, world.call());
    });

    it("sees no drift where App Runner chose the security groups", async () => {
      const { securityGroups: _, ...free } = inside;
      const { outputs } = await connector().create(inside, world.call());
      assert.deepEqual(connector().diff(outputs, free).changes, []);
    });

    it("is deleted once no service uses it any more, and only then", async () => {
      const { id, outputs } = await connector().create(inside, world.call());
      const service = world.resource("service");
      const egressConfiguration = { egressType: "VPC", vpcConnectorArn: id };
      const web = await service.create(aService({ networkConfiguration: { egressConfiguration } }), world.call());
      const deletion = connector().delete(id, outputs, world.call());
      await service.delete(web.id, web.outputs, world.call());
      await deletion;
      assert.equal(await connector().read(id, outputs, world.call()), undefined);
    });

    it("needs a subnet", () => {
      const [problem] = connector().check({ ...inside, subnets: [] }, "aws");
      assert.deepEqual(problem, {
        path: "subnets",
        message: "a list of 0 is not allowed: must name at least one subnet",
      });
    });
  });

  describe("VpcIngressConnection", () => {
    const ingress = () => world.resource("vpcIngressConnection");
    const aPrivateService = async (): Promise<string> => {
      const networkConfiguration = { ingressConfiguration: { isPubliclyAccessible: false } };
      return (await world.resource("service").create(aService({ networkConfiguration }), world.call())).id;
    };
    const inputsFor = (serviceArn: string): Properties => ({
      serviceArn,
      vpcIngressConnectionName: "from-vpc",
      ingressVpcConfiguration: { vpcId: "vpc-1", vpcEndpointId: "vpce-1" },
      tags: { a: "1" },
    });

    it("is AVAILABLE when it is made, and has a domain name", async () => {
      const inputs = inputsFor(await aPrivateService());
      const { id, outputs } = await ingress().create(inputs, world.call());
      assert.equal(outputs.status, "AVAILABLE");
      assert.ok(outputs.domainName);
      assert.deepEqual((await ingress().read(id, {}, world.call()))!.inputs, inputs);
    });

    it("moves to another VPC in place", async () => {
      const inputs = inputsFor(await aPrivateService());
      const { id, outputs } = await ingress().create(inputs, world.call());
      const wanted = { ...inputs, ingressVpcConfiguration: { vpcId: "vpc-2", vpcEndpointId: "vpce-2" }, tags: {} };
      world.writes.length = 0;
      const updated = await ingress().update(id, outputs, wanted, world.call());
      assert.deepEqual(world.writes, ["UpdateVpcIngressConnection", "UntagResource"]);
      assert.deepEqual(ingress().diff(updated, wanted).changes, []);
      assert.deepEqual((await ingress().read(id, updated, world.call()))!.outputs, updated);
    });

    it("is sent again when making it failed", async () => {
      const inputs = inputsFor(await aPrivateService());
      const id = addIngress(world, inputs, "FAILED_CREATION");
      const failure = await ingress()
        .update(id, inputs, inputs, world.call())
        .catch((error) => error as PartialFailure);
      assert.deepEqual(world.writes.slice(1), ["UpdateVpcIngressConnection", "TagResource"]);
      assert.ok(failure instanceof PartialFailure);
      assert.match(failure.message, /failed: App Runner answers FAILED_CREATION/);
      assert.equal(failure.outputs.status, "FAILED_CREATION");
    });

    it("waits for a deletion that is under way", async () => {
      const inputs = inputsFor(await aPrivateService());
      const id = addIngress(world, inputs, "PENDING_DELETION");
      const deletion = ingress().delete(id, inputs, world.call());
      setTimeout(() => world.api.state.vpcIngressConnections.markDeleted(id, world.api.clock.now++), 20);
      await deletion;
      assert.ok(!world.writes.includes("DeleteVpcIngressConnection"));
      assert.equal(await ingress().read(id, inputs, world.call()), undefined);
    });

    it("goes, and is gone", async () => {
      const { id, outputs } = await ingress().create(inputsFor(await aPrivateService()), world.call());
      await ingress().delete(id, outputs, world.call());
      assert.equal(await ingress().read(id, outputs, world.call()), undefined);
      await ingress().delete(id, outputs, world.call());
    });

    it("waits for an operation that runs on its service", async () => {
      const arn = await aPrivateService();
      await world.client.call("StartDeployment", { ServiceArn: arn });
      assert.equal((await ingress().create(inputsFor(arn), world.call())).outputs.status, "AVAILABLE");
    });

    it("needs both ids", () => {
      const problems = ingress().check({ ...inputsFor("arn"), ingressVpcConfiguration: { vpcId: "vpc-1" } }, "aws");
      assert.ok(problems.some(({ path }) => path === "ingressVpcConfiguration.vpcEndpointId"));
    });
  });
});

/** An ingress connection in a status that the local App Runner never gives one: there is no VPC to fail in. */
function addIngress({ api }: ProviderWorld, inputs: Properties, status: VpcIngressConnectionRow["status"]): string {
  const serviceArn = inputs.serviceArn as string;
  const arn = serviceArn.replace(/:service\/.*/, ":vpcingressconnection/from-vpc/0123456789abcdef0123456789abcdef");
  api.state.vpcIngressConnections.insert({
    arn,
    region: TEST_REGION,
    name: "from-vpc",
    serviceArn,
    status,
    domainName: "a.example.com",
    vpcId: "vpc-1",
    vpcEndpointId: "vpce-1",
    createdAt: api.clock.now++,
  });
  return arn;
}
