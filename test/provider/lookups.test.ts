import assert from "node:assert/strict";
import * as pulumi from "@pulumi/pulumi";
import { ask } from "../../provider/core/lookup";
import { LOOKUPS } from "../../provider/lookups";
import * as apprunner from "../../sdk";
import { aService, type ProviderWorld, startProviderWorld } from "./world";

describe("the lookups", () => {
  let world: ProviderWorld;
  beforeEach(async () => {
    world = await startProviderWorld();
    pulumi.runtime.setAllConfig({
      "apprunner:target": "local",
      "apprunner:endpoint": world.api.endpoint,
      "apprunner:home": world.home,
    });
  });
  afterEach(async () => {
    pulumi.runtime.setAllConfig({});
    await world.close();
  });

  const imageConfiguration = { port: "81", runtimeEnvironmentVariables: { TOKEN: "canary-9c31" } };
  const imageRepository = { imageIdentifier: "hello:1", imageRepositoryType: "ECR", imageConfiguration };

  it("find a service by its name or its ARN, without the values of its variables", async () => {
    const inputs = { serviceName: "hello", sourceConfiguration: { imageRepository }, tags: { a: "1" } };
    const { id } = await world.resource("service").create(inputs, world.call());
    const byName = await apprunner.getService({ serviceName: "hello" });
    assert.deepEqual([byName.serviceArn, byName.status, byName.tags], [id, "RUNNING", { a: "1" }]);
    assert.equal(byName.sourceConfiguration.imageRepository!.imageConfiguration!.port, "81");
    assert.ok(!JSON.stringify(byName).includes("canary"));
    assert.deepEqual(await apprunner.getService({ serviceArn: id }), byName);
    const output = apprunner.getServiceOutput({ serviceArn: pulumi.output(id) });
    assert.equal(await new Promise((resolve) => output.serviceName.apply(resolve)), "hello");
  });

  it("ask nothing about what is not known yet", async () => {
    await pulumi.runtime.setMocks(
      { newResource: () => ({ id: undefined, state: {} }), call: () => ({}) },
      "p",
      "s",
      true,
    );
    const service = new apprunner.Service("later", { sourceConfiguration: { imageRepository } as never });
    const asked = apprunner.getServiceOutput({ serviceArn: service.serviceArn });
    const isKnown = (asked as unknown as { isKnown: Promise<boolean> }).isKnown;
    assert.equal(await isKnown, false);
    await pulumi.runtime.setMocks({ newResource: () => ({ id: "", state: {} }), call: () => ({}) });
  });

  it("find a connection by its name or its ARN", async () => {
    const inputs = { connectionName: "github", providerType: "GITHUB" };
    const { id } = await world.resource("connection").create(inputs, world.call());
    const found = await apprunner.getConnection({ connectionName: "github" });
    assert.deepEqual([found.connectionArn, found.status], [id, "PENDING_HANDSHAKE"]);
    assert.deepEqual(await apprunner.getConnection({ connectionArn: id }), found);
  });

  it("find the newest revision of an auto scaling configuration by its name", async () => {
    const inputs = { autoScalingConfigurationName: "small", maxSize: 2 };
    const scaling = world.resource("autoScalingConfiguration");
    await scaling.create(inputs, world.call());
    await scaling.create({ ...inputs, maxSize: 3 }, world.call());
    const found = await apprunner.getAutoScalingConfiguration({ autoScalingConfigurationName: "small" });
    assert.deepEqual([found.autoScalingConfigurationRevision, found.maxSize, found.latest], [2, 3, true]);
    const given = await apprunner.getAutoScalingConfiguration({
      autoScalingConfigurationArn:
        "arn:aws:apprunner:us-east-1:000000000000:autoscalingconfiguration/DefaultConfiguration",
    });
    assert.deepEqual([given.autoScalingConfigurationName, given.status], ["DefaultConfiguration", "ACTIVE"]);
  });

  it("know the hosted zone of the program's region and of any other", async () => {
    assert.equal((await apprunner.getHostedZoneId()).hostedZoneId, "Z01915732ZBZKC8D32TPT");
    assert.equal((await apprunner.getHostedZoneId({ region: "eu-west-1" })).hostedZoneId, "Z087551914Z2PCAU0QHMW");
    await assert.rejects(
      apprunner.getHostedZoneId({ region: "mars-1" }),
      /no hosted zone in mars-1; it has one in us-/,
    );
  });

  it("list operations newest first, page after page, to the limit", async () => {
    const { id: serviceArn } = await world.resource("service").create(aService(), world.call());
    for (let n = 0; n < 24; n++) await world.resource("deployment").create({ serviceArn }, world.call());
    const { operations } = await apprunner.listOperations({ serviceArn });
    assert.equal(operations.length, 25);
    assert.deepEqual([operations[0]!.type, operations.at(-1)!.type], ["START_DEPLOYMENT", "CREATE_SERVICE"]);
    assert.ok(operations[0]!.startedAt! > operations[1]!.startedAt!);
    assert.equal((await apprunner.listOperations({ serviceArn, limit: 3 })).operations.length, 3);
  });

  it("go on after the empty pages that App Runner answers", async () => {
    const { id } = await world.resource("service").create(aService({ serviceName: "hello" }), world.call());
    const call = world.call();
    let pages = 0;
    const api = {
      ...call.api,
      call: (async (name: never, input: { NextToken?: string }, options: never) => {
        if (name !== "ListServices" || pages++ > 1)
          return call.api.call(name, { ...input, NextToken: undefined } as never, options);
        return { ServiceSummaryList: [], NextToken: "more" };
      }) as typeof call.api.call,
    };
    const found = await ask(LOOKUPS.getService, { serviceName: "hello" }, { ...call, api });
    assert.deepEqual([found.serviceArn, pages], [id, 3]);
  });

  it("say what is wrong with a question, and that there is no such thing", async () => {
    await assert.rejects(apprunner.getService({}), /give exactly one of serviceName and serviceArn/);
    await assert.rejects(apprunner.getService({ serviceName: "x" }), /serviceName: "x" is not allowed/);
    await assert.rejects(apprunner.getService({ serviceName: "nobody" }), /there is no service nobody/);
    await assert.rejects(apprunner.getConnection({ connectionName: "nobody" }), /there is no connection nobody/);
  });
});
