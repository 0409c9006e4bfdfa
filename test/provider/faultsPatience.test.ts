import assert from "node:assert/strict";
import { PartialFailure } from "../../provider/core/failure";
import type { Call, Properties } from "../../provider/core/resource";
import { eventually } from "../support/eventually";
import { failureOf } from "../support/failureOf";
import type { Fault } from "../support/faultProxy";
import * as faults from "../support/faults";
import { AN_IMAGE, aService, type ProviderWorld, startProviderWorld } from "./world";

const ROLE = "arn:aws:iam::000000000000:role/just-made";
const onPort = (port: string): Properties => ({
  sourceConfiguration: { imageRepository: { ...AN_IMAGE, imageConfiguration: { port } } },
});

const small: Properties = { autoScalingConfigurationName: "small" };
describe("the provider's patience", () => {
  let world: ProviderWorld;
  beforeEach(async () => {
    world = await startProviderWorld();
  });
  afterEach(() => world.close());

  const service = () => world.resource("service");
  const scaling = () => world.resource("autoScalingConfiguration");
  const hello = aService({ serviceName: "hello" });
  const seen = (operation: string) => world.proxy.seen.filter((one) => one.operation === operation).length;
  const statusOf = async (ServiceArn: string) =>
    (await world.client.call("DescribeService", { ServiceArn })).Service!.Status;

  describe("with throttling", () => {
    it("stops at once when the user cancels", async () => {
      world.proxy.always("CreateService", faults.throttled);
      const cancelled = new AbortController();
      const creating = failureOf(service().create(hello, world.call({ signal: cancelled.signal })));
      await eventually("a try", () => seen("CreateService") > 2);
      cancelled.abort(new Error("cancelled"));
      await creating;
      assert.deepEqual(world.api.state.services.listAllLive(), []);
    });
  });

  describe("with an App Runner that does not work", () => {
    for (const [title, fault, reason] of [
      ["fails", faults.internalError, /An unexpected service exception occurred/],
      ["breaks connections", faults.cutBefore, /socket hang up/],
      ["answers garbage", faults.garbage, /the answer \(HTTP 200\) cannot be read: .* is not valid JSON/],
      ["is not there behind its gateway", faults.unavailable, /the answer \(HTTP 503\) cannot be read: /],
    ] as const) {
      it(`ends when it ${title}, with the reason and the thing's name`, async () => {
        const { id, outputs } = await scaling().create({ autoScalingConfigurationName: "small" }, world.call());
        world.proxy.always("DescribeAutoScalingConfiguration", fault);
        const failure = await failureOf(scaling().read(id, outputs, world.call()));
        assert.match(failure.message, /^AutoScalingConfiguration small: .*after 6 tries in 0 s$/);
        assert.match(failure.message, reason);
      });
    }

    it("does not take an answer that says nothing for a thing that is gone", async () => {
      const { id, outputs } = await service().create(hello, world.call());
      world.proxy.always("DescribeService", faults.nothingSaid);
      const failure = await failureOf(service().read(id, outputs, world.call()));
      assert.match(failure.message, /hello: the answer has no Service \(DescribeService, LostAnswer\), after 6 tries/);
    });

    it("ends a creation after a few looks, and knows that nothing was made", async () => {
      world.proxy.always("CreateAutoScalingConfiguration", faults.cutBefore);
      const creating = scaling().create({ autoScalingConfigurationName: "small" }, world.call());
      const failure = await failureOf(creating);
      assert.match(failure.message, /small: no answer after 4 tries, and nothing of it is to be seen: socket hang up/);
      assert.equal(seen("CreateAutoScalingConfiguration"), 4);
    });
  });

  describe("with a role that was just made", () => {
    for (const kind of ["instance", "access"] as const) {
      it(`goes on until App Runner knows the ${kind} role, for a creation and an update`, async () => {
        const refusals = Array<Fault>(3).fill(faults.unknownRole(kind, ROLE));
        world.proxy.next("CreateService", ...refusals);
        const { id, outputs } = await service().create(hello, world.call());
        world.proxy.next("UpdateService", ...refusals);
        const updated = await service().update(id, outputs, onPort("81"), world.call());
        assert.deepEqual([updated.status, seen("CreateService"), seen("UpdateService")], ["RUNNING", 4, 4]);
      });
    }
  });

  describe("with something that counts as used after the last service has left it", () => {
    it("goes on until it is let go", async () => {
      const { id, outputs } = await scaling().create(small, world.call());
      world.proxy.next("DeleteAutoScalingConfiguration", faults.inUse, faults.inUse);
      await scaling().delete(id, outputs, world.call());
      assert.equal(await scaling().read(id, outputs, world.call()), undefined);
    });
  });

  describe("with an operation that does not end", () => {
    const short = (): Call => world.call({ timeoutMs: 150 });
    const made = async (inputs: Properties = hello) => service().create(inputs, world.call());

    it("ends a creation at the timeout, keeps what there is, and the next run goes on with it", async () => {
      world.hold();
      const failure = await failureOf(service().create(hello, short()));
      assert.ok(failure instanceof PartialFailure);
      assert.match(failure.message, /waited 0 s for the creation of service hello, which is still pending/);
      assert.equal(failure.outputs.status, "OPERATION_IN_PROGRESS");
      const next = service().update(failure.thingId, failure.outputs, hello, world.call());
      world.letGo();
      assert.equal((await next).status, "RUNNING");
      assert.deepEqual(world.writes, ["CreateService"]);
    });

    for (const [title, write, from, to] of [
      ["an update", "UpdateService", hello, onPort("81")],
      ["a deployment", "StartDeployment", hello, { ...hello, deployOn: { commit: "b" } }],
      ["a pause", "PauseService", hello, { ...hello, desiredState: "paused" }],
      ["a resume", "ResumeService", { ...hello, desiredState: "paused" }, { ...hello, desiredState: "running" }],
    ] as const) {
      it(`ends ${title} at the timeout, and the next run goes on from what is then`, async () => {
        const { id, outputs } = await made(from as Properties);
        world.hold();
        const failure = await failureOf(service().update(id, outputs, to as Properties, short()));
        assert.match(failure.message, /waited 0 s for .*hello/);
        const olds = failure instanceof PartialFailure ? failure.outputs : outputs;
        const next = service().update(id, olds, to as Properties, world.call());
        world.letGo();
        assert.deepEqual(service().diff(await next, to as Properties).changes, []);
        assert.deepEqual((await service().read(id, await next, world.call()))!.outputs, await next);
        const begun = world.writes.filter((name) => name === write).length;
        assert.ok(write === "StartDeployment" ? begun <= 2 : begun === 1, `${begun} ${write}`);
      });
    }

    it("ends a deletion at the timeout, and the next run finds it done", async () => {
      const { id, outputs } = await made();
      world.hold();
      await assert.rejects(service().delete(id, outputs, short()), /waited 0 s for the deletion of service hello/);
      const next = service().delete(id, outputs, world.call());
      world.letGo();
      await next;
      assert.equal(world.writes.filter((name) => name === "DeleteService").length, 1);
    });

    it("ends a deployment of its own at the timeout, and the next run follows it to its end", async () => {
      const { id: serviceArn } = await made();
      world.hold();
      const deployment = world.resource("deployment");
      const failure = await failureOf(deployment.create({ serviceArn }, short()));
      assert.ok(failure instanceof PartialFailure);
      assert.equal(failure.outputs.status, "IN_PROGRESS");
      const next = deployment.update(failure.thingId, failure.outputs, { serviceArn }, world.call());
      world.letGo();
      assert.deepEqual((await deployment.read(failure.thingId, await next, world.call()))!.outputs, await next);
      assert.deepEqual([(await next).status, seen("StartDeployment")], ["SUCCEEDED", 1]);
    });

    it("deploys again in the next run when the deployment that was not waited for failed", async () => {
      const { id: serviceArn } = await made();
      world.hold();
      const deployment = world.resource("deployment");
      const failure = (await failureOf(deployment.create({ serviceArn }, short()))) as PartialFailure;
      world.ends.push("fails");
      const next = deployment.update(failure.thingId, failure.outputs, { serviceArn }, world.call());
      world.letGo();
      const { status, operationId } = await next;
      assert.deepEqual([status, seen("StartDeployment")], ["SUCCEEDED", 2]);
      assert.equal(
        (await deployment.read(failure.thingId, await next, world.call()))!.outputs.operationId,
        operationId,
      );
    });

    it("ends the association of a domain at the timeout, and the next run goes on with it", async () => {
      const { id: serviceArn } = await made();
      world.hold();
      const association = world.resource("customDomainAssociation");
      const inputs = { domainName: "a.example.com", serviceArn };
      const failure = await failureOf(association.create(inputs, short()));
      assert.ok(failure instanceof PartialFailure);
      world.letGo();
      const outputs = await association.update(failure.thingId, failure.outputs, inputs, world.call());
      assert.deepEqual([outputs.status, seen("AssociateCustomDomain")], ["ACTIVE", 1]);
    });

    it("begins nothing while an operation of somebody else does not end", async () => {
      const { id, outputs } = await made();
      world.hold();
      await world.client.call("StartDeployment", { ServiceArn: id });
      const domain = { domainName: "a.example.com", serviceArn: id };
      const failures = await Promise.all(
        [
          service().update(id, outputs, onPort("81"), short()),
          service().delete(id, outputs, short()),
          world.resource("deployment").create({ serviceArn: id }, short()),
          world.resource("customDomainAssociation").create(domain, short()),
        ].map(failureOf),
      );
      for (const failure of failures) {
        assert.match(failure.message, /waited 0 s for the running operation on hello, which is still in progress/);
        assert.ok(!(failure instanceof PartialFailure));
      }
      assert.deepEqual(world.writes, ["CreateService"]);
    });

    it("is not deceived by a service that runs while its operation is listed as running for ever", async () => {
      const { id, outputs } = await made();
      world.proxy.always("ListOperations", faults.stuck);
      const wanted = onPort("81");
      const failure = await failureOf(service().update(id, outputs, wanted, short()));
      assert.match(failure.message, /the update of service hello, which is still in progress/);
      world.proxy.clear();
      const olds = failure instanceof PartialFailure ? failure.outputs : outputs;
      await service().update(id, olds, wanted, world.call());
      assert.deepEqual([world.writes, await statusOf(id)], [["CreateService", "UpdateService"], "RUNNING"]);
    });
  });

  describe("when the user cancels", () => {
    it("hears out a creation that is under way, and keeps what it made", async () => {
      const cancelled = new AbortController();
      world.proxy.next("CreateService", async (exchange) => {
        const answer = await exchange.forward();
        cancelled.abort(new Error("cancelled"));
        await new Promise((resolve) => setTimeout(resolve, 20));
        exchange.answer(answer);
      });
      const failure = await failureOf(service().create(hello, world.call({ signal: cancelled.signal })));
      assert.ok(failure instanceof PartialFailure);
      assert.equal(failure.thingId, world.api.state.services.listAllLive()[0]!.arn);
      assert.equal(failure.outputs.status, "OPERATION_IN_PROGRESS");
    });

    it("begins nothing more", async () => {
      const cancelled = AbortSignal.abort(new Error("cancelled"));
      await failureOf(service().create(hello, world.call({ signal: cancelled })));
      assert.deepEqual(world.proxy.seen, []);
    });
  });
});
