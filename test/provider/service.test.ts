import assert from "node:assert/strict";
import { PartialFailure } from "../../provider/core/failure";
import { eventually } from "../support/eventually";
import { AN_IMAGE, aService, type ProviderWorld, startProviderWorld } from "./world";

describe("the Service resource", () => {
  let world: ProviderWorld;
  const service = () => world.resource("service");
  const image = (imageConfiguration: object) => ({
    sourceConfiguration: { imageRepository: { ...AN_IMAGE, imageConfiguration } },
  });
  beforeEach(async () => {
    world = await startProviderWorld();
  });
  afterEach(() => world.close());

  it("is created, read, changed and deleted, and each state is what the program said", async () => {
    const inputs = aService({ serviceName: "hello", instanceConfiguration: { cpu: "1 vCPU" }, tags: { a: "1" } });
    const { id, outputs } = await service().create(inputs, world.call());
    assert.match(id, /^arn:aws:apprunner:us-east-1:000000000000:service\/hello\//);
    const { serviceUrl, serviceId, ...rest } = outputs;
    assert.deepEqual(rest, { ...inputs, serviceArn: id, status: "RUNNING", url: `http://${serviceUrl}` });
    assert.deepEqual(service().diff(outputs, inputs).changes, []);

    const live = await service().read(id, outputs, world.call());
    assert.deepEqual(live, { id, outputs, inputs });

    const wanted = { ...inputs, healthCheckConfiguration: { protocol: "HTTP", path: "/health" }, tags: { b: "2" } };
    const updated = await service().update(id, outputs, wanted, world.call());
    assert.deepEqual(service().diff(updated, wanted).changes, []);
    assert.deepEqual((await service().read(id, {}, world.call()))!.inputs, {
      serviceName: "hello",
      sourceConfiguration: { imageRepository: AN_IMAGE, autoDeploymentsEnabled: true },
      healthCheckConfiguration: { protocol: "HTTP", path: "/health" },
      tags: { b: "2" },
    });

    await service().delete(id, updated, world.call());
    assert.equal(await service().read(id, updated, world.call()), undefined);
    await service().delete(id, updated, world.call());
  });

  it("makes a name up once and keeps it", async () => {
    const inputs = aService({ __autoName: "my service" });
    const { id, outputs } = await service().create(inputs, world.call());
    assert.match(String(outputs.serviceName), /^my-service-[0-9a-f]{7}$/);
    assert.deepEqual(service().diff(outputs, inputs).changes, []);
    const live = await service().read(id, outputs, world.call());
    assert.deepEqual(live!.inputs, inputs);
    const updated = await service().update(id, outputs, { ...inputs, tags: { a: "1" } }, world.call());
    assert.equal(updated.serviceName, outputs.serviceName);
  });

  it("sends nothing when only the words differ", async () => {
    const { id, outputs } = await service().create(aService(), world.call());
    world.writes.length = 0;
    await service().update(id, outputs, aService({ instanceConfiguration: { memory: "2 GB" } }), world.call());
    assert.deepEqual(world.writes, []);
  });

  it("sets values back that the program no longer gives", async () => {
    const inputs = aService({
      healthCheckConfiguration: { interval: 9, path: "/x", protocol: "HTTP" },
      ...image({ port: "80", runtimeEnvironmentVariables: { A: "1" } }),
    });
    const { id, outputs } = await service().create(inputs, world.call());
    const updated = await service().update(id, outputs, aService(), world.call());
    assert.deepEqual(service().diff(updated, aService()).changes, []);
    const live = await service().read(id, {}, world.call());
    assert.deepEqual(Object.keys(live!.inputs).sort(), ["serviceName", "sourceConfiguration"]);
  });

  it("refuses to take an instance role away, which App Runner never does, before anything is sent", async () => {
    const instanceConfiguration = { instanceRoleArn: "arn:aws:iam::000000000000:role/app" };
    const named = { serviceName: "with-role" };
    const { id, outputs } = await service().create(aService({ ...named, instanceConfiguration }), world.call());
    world.writes.length = 0;
    const wanted = aService({ ...named, tags: { a: "1" } });
    await assert.rejects(
      service().update(id, outputs, wanted, world.call()),
      /Service with-role is not updated: instanceConfiguration\.instanceRoleArn: .*never takes it away.*--replace/,
    );
    assert.deepEqual(world.writes, []);
    const other = { instanceRoleArn: "arn:aws:iam::000000000000:role/other" };
    const updated = await service().update(
      id,
      outputs,
      aService({ ...named, instanceConfiguration: other }),
      world.call(),
    );
    assert.deepEqual(updated.instanceConfiguration, other);
    const elsewhere = { ...wanted, encryptionConfiguration: { kmsKey: "arn:aws:kms:us-east-1:000000000000:key/1" } };
    assert.ok(
      service()
        .diff(outputs, elsewhere)
        .changes.every(({ refused }) => refused === undefined),
    );
  });

  it("keeps a service whose creation failed, and repairs it in place", async () => {
    world.ends.push("fails");
    const inputs = aService({ serviceName: "hello", __autoName: undefined });
    const failure = await service()
      .create(inputs, world.call())
      .catch((error) => error as PartialFailure);
    assert.ok(failure instanceof PartialFailure);
    assert.equal(failure.outputs.status, "CREATE_FAILED");
    assert.match(failure.message, /the creation of service hello failed \(operation .*, FAILED\)/);
    assert.match(failure.message, /More: npx apprunner logs hello/);

    const updated = await service().update(failure.thingId, failure.outputs, inputs, world.call());
    assert.equal(updated.status, "RUNNING");
    assert.deepEqual(world.writes, ["CreateService", "UpdateService"]);
  });

  it("takes a rolled-back update for a failure and leaves the state as it was", async () => {
    const { id, outputs } = await service().create(aService({ tags: { a: "1" } }), world.call());
    world.ends.push("fails");
    const wanted = aService({ ...image({ port: "81" }), tags: { a: "2" } });
    const failure = await service()
      .update(id, outputs, wanted, world.call())
      .catch((error) => error as Error);
    assert.match((failure as Error).message, /failed and was rolled back: the service runs as it did before/);
    assert.ok(!(failure instanceof PartialFailure));
    assert.deepEqual((await service().read(id, outputs, world.call()))!.outputs, outputs);
  });

  it("says what is live when an update worked and its tags did not", async () => {
    const { id, outputs } = await service().create(aService(), world.call());
    world.failNext.set("TagResource", new Error("no tags today"));
    const wanted = aService({ ...image({ port: "81" }), tags: { a: "2" } });
    const failure = await service()
      .update(id, outputs, wanted, world.call())
      .catch((error) => error as Error);
    assert.ok(failure instanceof PartialFailure);
    const { changes } = service().diff(failure.outputs, wanted);
    assert.deepEqual(
      changes.map(({ path }) => path),
      ["tags.a"],
    );
  });

  it("waits for a running operation before it begins one", async () => {
    const { id, outputs } = await service().create(aService(), world.call());
    await world.client.call("StartDeployment", { ServiceArn: id });
    const updated = await service().update(id, outputs, aService(image({ port: "81" })), world.call());
    assert.equal(updated.status, "RUNNING");
  });

  it("tries again while a role is not known yet, and only then", async () => {
    const refused = (message: string) => Object.assign(new Error(message), { name: "InvalidRequestException" });
    world.failNext.set("CreateService", refused("Error in assuming access role arn:aws:iam::1:role/a"));
    await service().create(aService(), world.call());
    assert.deepEqual(world.writes, ["CreateService", "CreateService"]);
    world.failNext.set("CreateService", refused("Something else"));
    await assert.rejects(service().create(aService(), world.call()), /Something else/);
    assert.equal(world.writes.length, 3);
  });

  it("says what to do when the name is taken", async () => {
    await service().create(aService({ serviceName: "hello" }), world.call());
    await assert.rejects(
      service().create(aService({ serviceName: "hello" }), world.call()),
      /choose another serviceName/,
    );
  });

  it("says that a service is gone instead of updating nothing", async () => {
    const { id, outputs } = await service().create(aService(), world.call());
    await service().delete(id, outputs, world.call());
    await assert.rejects(service().update(id, outputs, aService(), world.call()), /is gone. Run pulumi refresh/);
  });

  it("keeps a service that is still being made when the time is over, and goes on with it next time", async () => {
    const { enqueueNothing, restore } = holdBack(world);
    enqueueNothing();
    const failure = await service()
      .create(aService(), world.call({ timeoutMs: 500 }))
      .catch((error) => error as PartialFailure);
    assert.ok(failure instanceof PartialFailure);
    assert.match(failure.message, /which is still pending. It goes on by itself/);
    restore();
    const updated = await service().update(failure.thingId, failure.outputs, aService(), world.call());
    assert.equal(updated.status, "RUNNING");
    assert.deepEqual(world.writes, ["CreateService"]);
  });

  it("stops at once when the user cancels, and says what there is", async () => {
    const { enqueueNothing } = holdBack(world);
    enqueueNothing();
    const cancelled = new AbortController();
    const creating = service()
      .create(aService(), world.call({ signal: cancelled.signal }))
      .catch((error) => error as PartialFailure);
    await eventually(
      "a call after the creation",
      () => world.calls.includes("CreateService") && world.calls.at(-1) !== "CreateService",
    );
    cancelled.abort(new Error("cancelled"));
    const failure = await creating;
    assert.ok(failure instanceof PartialFailure);
    assert.equal(failure.outputs.status, "OPERATION_IN_PROGRESS");
  });

  it("deploys again when a value of deployOn changes, and asks again after a deployment that failed", async () => {
    const inputs = aService({ deployOn: { commit: "a" } });
    const { id, outputs } = await service().create(inputs, world.call());
    assert.deepEqual((await service().read(id, outputs, world.call()))!.outputs, outputs);
    const wanted = aService({ deployOn: { commit: "b" } });
    world.ends.push("fails");
    await assert.rejects(
      service().update(id, outputs, wanted, world.call()),
      /the deployment of service .* rolled back/,
    );
    const updated = await service().update(id, outputs, wanted, world.call());
    assert.deepEqual(world.writes, ["CreateService", "StartDeployment", "StartDeployment"]);
    assert.deepEqual(service().diff(updated, wanted).changes, []);
  });

  it("does not deploy twice when the source changes too", async () => {
    const { id, outputs } = await service().create(aService({ deployOn: { commit: "a" } }), world.call());
    await service().update(
      id,
      outputs,
      aService({ ...image({ port: "81" }), deployOn: { commit: "b" } }),
      world.call(),
    );
    assert.deepEqual(world.writes, ["CreateService", "UpdateService"]);
  });

  it("goes back to the account's default scaling when the program names none any more", async () => {
    const scaling = world.resource("autoScalingConfiguration");
    const made = await scaling.create({ autoScalingConfigurationName: "small", maxSize: 2 }, world.call());
    const autoScalingConfigurationArn = made.outputs.autoScalingConfigurationArn;
    const { id, outputs } = await service().create(aService({ autoScalingConfigurationArn }), world.call());
    assert.equal(outputs.autoScalingConfigurationArn, autoScalingConfigurationArn);
    const updated = await service().update(id, outputs, aService(), world.call());
    assert.equal(updated.autoScalingConfigurationArn, undefined);
    await scaling.delete(made.id, made.outputs, world.call());
  });
});

/** Lets operations wait until `restore`: nobody carries them out. */
function holdBack({ api }: ProviderWorld): { enqueueNothing(): void; restore(): void } {
  const held: string[] = [];
  const splice = api.woken.splice.bind(api.woken);
  return {
    enqueueNothing: () => {
      api.woken.splice = (...range: [number, number]) => {
        held.push(...splice(...range));
        return [];
      };
    },
    restore: () => {
      api.woken.splice = splice as typeof api.woken.splice;
      api.woken.push(...held);
    },
  };
}
