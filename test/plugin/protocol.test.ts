import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { ServiceError } from "@grpc/grpc-js";
import { status } from "@grpc/grpc-js";
import * as messages from "@pulumi/pulumi/proto/provider_pb";
import { Empty } from "google-protobuf/google/protobuf/empty_pb";
import { valueAt } from "../../provider/adapters/secrets";
import type { Client } from "../../provider/client";
import type { Properties } from "../../provider/core/resource";
import { UNKNOWN } from "../../provider/core/unknown";
import { AN_IMAGE, aService, type ProviderWorld, startProviderWorld } from "../provider/world";
import { cutBefore, lost } from "../support/faults";
import { waitFor } from "../support/waitFor";
import { initFailureOf, type PluginClient, request, secret, startPluginClient, struct, urnOf } from "./pluginClient";

const CANARY = "canary-91c3d2";
const VARIABLES = ["sourceConfiguration", "imageRepository", "imageConfiguration", "runtimeEnvironmentVariables"];
/** What the engine gives as random bytes; names end with the first of them. */
const SEED = Uint8Array.from([0xab, 0xcd, 0xef, 0x01, 0x23]);

/** A service with an environment; the value is a secret, or not. */
function withToken(value: unknown): Properties {
  const imageConfiguration = { runtimeEnvironmentVariables: { TOKEN: value, PLAIN: "plain" } };
  return { sourceConfiguration: { imageRepository: { ...AN_IMAGE, imageConfiguration } } };
}

describe("the plugin's protocol", () => {
  let world: ProviderWorld;
  let plugin: PluginClient;

  before(async () => {
    world = await startProviderWorld();
  });
  after(async () => world?.close());
  beforeEach(async () => {
    const { api } = world.call();
    plugin = await startPluginClient({ open: async () => ({ ...api, close() {} }) as unknown as Client });
    const settings = { target: "local", endpoint: world.api.endpoint, home: world.home };
    await plugin.ask("configure", request(messages.ConfigureRequest, { Args: struct(settings) }));
  });
  afterEach(() => plugin.close());

  const check = async (
    news: Properties,
    { olds = {}, kind = "Service", autonaming }: { olds?: Properties; kind?: string; autonaming?: Properties } = {},
  ) => {
    const options = autonaming && request(messages.CheckRequest.AutonamingOptions, autonaming);
    const fields = { Urn: urnOf(kind), News: struct(news), Olds: struct(olds), Randomseed: SEED, Autonaming: options };
    const answer = await plugin.ask<messages.CheckResponse>("check", request(messages.CheckRequest, fields));
    assert.ok(answer.getFailuresList().every((failure) => failure.getProperty() === ""));
    return {
      inputs: answer.getInputs()!.toJavaScript() as Properties,
      reasons: answer.getFailuresList().map((failure) => failure.getReason()),
    };
  };
  const diff = async (olds: Properties, news: Properties, kind = "Service") => {
    const fields = { Id: "an id", Urn: urnOf(kind), Olds: struct(olds), News: struct(news), OldInputs: struct(news) };
    const answer = await plugin.ask<messages.DiffResponse>("diff", request(messages.DiffRequest, fields));
    const { DIFF_SOME, DIFF_NONE } = messages.DiffResponse.DiffChanges;
    assert.equal(answer.getChanges(), answer.getDetaileddiffMap().getLength() > 0 ? DIFF_SOME : DIFF_NONE);
    return {
      detailed: Object.fromEntries(
        answer
          .getDetaileddiffMap()
          .getEntryList()
          .map(([path]) => [path, answer.getDetaileddiffMap().get(path)!.getKind()]),
      ),
      replaces: answer.getReplacesList(),
      stables: answer.getStablesList(),
      deletesFirst: answer.getDeletebeforereplace(),
    };
  };
  const create = async (
    inputs: Properties,
    { kind = "Service", preview = false, timeout = 0, name = "hello" } = {},
  ) => {
    const fields = { Urn: urnOf(kind, name), Properties: struct(inputs), Preview: preview, Timeout: timeout };
    const answer = await plugin.ask<messages.CreateResponse>("create", request(messages.CreateRequest, fields));
    return { id: answer.getId(), outputs: answer.getProperties()!.toJavaScript() as Properties };
  };
  const update = async (id: string, olds: Properties, news: Properties, { kind = "Service", preview = false } = {}) => {
    const fields = { Id: id, Urn: urnOf(kind), Olds: struct(olds), News: struct(news), Preview: preview };
    const answer = await plugin.ask<messages.UpdateResponse>("update", request(messages.UpdateRequest, fields));
    return answer.getProperties()!.toJavaScript() as Properties;
  };
  const read = async (id: string, { kind = "Service", outputs, inputs }: ReadOptions = {}) => {
    const fields = {
      Id: id,
      Urn: urnOf(kind),
      Properties: outputs && struct(outputs),
      Inputs: inputs && struct(inputs),
    };
    const answer = await plugin.ask<messages.ReadResponse>("read", request(messages.ReadRequest, fields));
    return {
      id: answer.getId(),
      outputs: answer.getProperties()?.toJavaScript() as Properties | undefined,
      inputs: answer.getInputs()?.toJavaScript() as Properties | undefined,
    };
  };
  const remove = (id: string, outputs: Properties, kind = "Service") =>
    plugin.ask("delete", request(messages.DeleteRequest, { Id: id, Urn: urnOf(kind), Properties: struct(outputs) }));
  const refused = (work: Promise<unknown>): Promise<ServiceError> =>
    work.then(
      () => assert.fail("nothing failed"),
      (error) => error as ServiceError,
    );

  it("takes secrets as values and serves the schema with what its file leaves out", async () => {
    const hello = await plugin.ask<messages.ProviderHandshakeResponse>(
      "handshake",
      new messages.ProviderHandshakeRequest(),
    );
    assert.deepEqual([hello.getAcceptSecrets(), hello.getSupportsAutonamingConfiguration()], [true, true]);
    const answer = await plugin.ask<messages.GetSchemaResponse>("getSchema", new messages.GetSchemaRequest());
    const file = JSON.parse(readFileSync(join(__dirname, "..", "..", "schema.json"), "utf8"));
    const { version } = JSON.parse(readFileSync(join(__dirname, "..", "..", "package.json"), "utf8"));
    assert.deepEqual(JSON.parse(answer.getSchema()), { ...file, version, meta: { supportPack: true } });
  });

  it("does nothing without settings", async () => {
    const other = await startPluginClient();
    try {
      const fields = { Urn: urnOf("Service"), Properties: struct(aService()) };
      const error = await refused(other.ask("create", request(messages.CreateRequest, fields)));
      assert.match(error.details, /no configuration yet/);
    } finally {
      await other.close();
    }
  });

  it("refuses settings that are wrong and names the right ones", async () => {
    const ask = async (config: Properties, name = "mine") => {
      const fields = { Urn: `urn:pulumi:dev::project::pulumi:providers:apprunner::${name}`, News: struct(config) };
      const answer = await plugin.ask<messages.CheckResponse>("checkConfig", request(messages.CheckRequest, fields));
      return answer.getFailuresList().map((failure) => failure.getReason());
    };
    assert.deepEqual(await ask({ target: "local", region: UNKNOWN, version: "1.0.0" }), []);
    assert.deepEqual(await ask({ target: "azure" }), ['apprunner:target is "azure": must be one of aws, local']);
    assert.match((await ask({ regoin: "eu-west-1" }))[0]!, /^apprunner:regoin: .*did you mean region\?/);
    assert.deepEqual(await ask({ file: "a program's own" }, "default_1_0_0"), []);
    const secretly = (await ask({ endpoint: secret(`no url ${CANARY}`) })).join();
    assert.match(secretly, /apprunner:endpoint/);
    assert.ok(!secretly.includes(CANARY));
  });

  it("replaces what is elsewhere when the settings lead to another place, and only then", async () => {
    const ask = async (olds: Properties, news: Properties) => {
      const fields = { Olds: struct(olds), News: struct(news) };
      const answer = await plugin.ask<messages.DiffResponse>("diffConfig", request(messages.DiffRequest, fields));
      return [answer.getDiffsList(), answer.getReplacesList()];
    };
    const local = { target: "local" };
    assert.deepEqual(await ask(local, local), [[], []]);
    assert.deepEqual(await ask(local, { ...local, region: "us-east-1" }), [["region"], []]);
    assert.deepEqual(await ask(local, { ...local, region: "eu-west-1" }), [["region"], ["region"]]);
    assert.deepEqual(await ask({ region: "eu-west-1" }, { region: "eu-west-1", profile: "p" }), [["profile"], []]);
    assert.deepEqual((await ask(local, { target: "aws" }))[1]?.includes("target"), true);
    const ofDynamic = { "apprunner:target": "aws", "aws:region": "eu-west-1", "apprunner:plugin": "true" };
    assert.deepEqual((await ask(ofDynamic, { target: "aws", region: "eu-west-1" }))[1], []);
    assert.deepEqual((await ask(ofDynamic, { target: "aws" }))[1], ["region"]);
  });

  it("names every problem by its path, quotes no secret and passes over what is not known", async () => {
    const { reasons } = await check({
      ...withToken(secret(CANARY)),
      healthCheckConfiguration: { intervall: 1, path: UNKNOWN, timeout: secret(99) },
      instanceConfiguration: { cpu: secret(`${CANARY} cpu`) },
    });
    assert.ok(reasons.some((reason) => reason.includes("healthCheckConfiguration.intervall: there is no such")));
    assert.ok(reasons.some((reason) => /^healthCheckConfiguration.timeout: the value is not allowed/.test(reason)));
    assert.ok(
      reasons.some((reason) => /^instanceConfiguration.cpu: the value is not allowed/.test(reason)),
      reasons.join("\n"),
    );
    assert.ok(!reasons.join("\n").includes(CANARY));
    assert.ok(!reasons.some((reason) => reason.startsWith("healthCheckConfiguration.path")));
  });

  it("finds in a preview that a name is taken, and is silent about what it has itself", async () => {
    const { outputs } = await create(aService({ serviceName: "taken" }));
    const { reasons } = await check(aService({ serviceName: "taken" }));
    assert.match(reasons.join(), /^serviceName: .*taken.*: pulumi import apprunner:index:Service hello arn:/);
    assert.deepEqual((await check(aService({ serviceName: "taken" }), { olds: outputs })).reasons, []);
  });

  it("gives a secret back in the same place", async () => {
    const { inputs } = await check(withToken(secret(CANARY)));
    const { sourceConfiguration } = inputs as { sourceConfiguration: { imageRepository: Properties } };
    assert.deepEqual(sourceConfiguration, withToken(secret(CANARY)).sourceConfiguration);
  });

  it("makes a name up, the same for the same question, and keeps it", async () => {
    const first = await check(aService());
    assert.deepEqual(first, await check(aService()));
    assert.equal(first.inputs.serviceName, "hello-abcdef0");
    assert.equal(
      (await check(aService(), { olds: { ...first.inputs, serviceName: "kept-1" } })).inputs.serviceName,
      "kept-1",
    );
    assert.deepEqual((await check({ ...first.inputs }, { olds: first.inputs })).reasons, []);
  });

  it("follows the stack's rules for names", async () => {
    const { PROPOSE, ENFORCE, DISABLE } = messages.CheckRequest.AutonamingOptions.Mode;
    const named = (Mode: number, proposed = "") => check(aService(), { autonaming: { Mode, ProposedName: proposed } });
    assert.equal((await named(PROPOSE, "hello-dev")).inputs.serviceName, "hello-dev");
    assert.match(String((await named(PROPOSE, "h".repeat(60))).inputs.serviceName), /^h{32}-abcdef0$/);
    assert.match((await named(ENFORCE, "no good name")).reasons.join(), /serviceName: "no good name" is not allowed/);
    assert.deepEqual((await named(DISABLE)).reasons, [
      "serviceName: is required: pulumi:autonaming is disabled for this resource",
    ]);
  });

  it("leaves the name of what the dynamic provider made to the live thing", async () => {
    const { inputs } = await check(aService(), {
      olds: { ...aService(), __autoName: "hello", __provider: "exports..." },
    });
    assert.deepEqual([inputs.serviceName, inputs.__autoName], [undefined, "hello"]);
    const olds = { ...aService({ serviceName: "hello-1234567" }), __autoName: "hello", __provider: "exports..." };
    assert.deepEqual((await diff(olds, inputs)).detailed, {});
  });

  it("says each change by its path, what stays, and what replaces", async () => {
    const { ADD, DELETE, UPDATE, UPDATE_REPLACE } = messages.PropertyDiff.Kind;
    const olds = {
      ...aService({ serviceName: "hello", tags: { "app.io/x": "1", gone: "1" } }),
      serviceArn: "arn",
      serviceId: "id",
      url: "http://x",
      serviceUrl: "x",
      status: "RUNNING",
    };
    const changed = await diff(olds, aService({ serviceName: "hello", tags: { "app.io/x": "2", new: "1" } }));
    assert.deepEqual(changed.detailed, { 'tags["app.io/x"]': UPDATE, "tags.gone": DELETE, "tags.new": ADD });
    assert.deepEqual(changed.stables, ["serviceName", "serviceArn", "serviceId", "serviceUrl", "url", "status"]);
    const renamed = await diff(olds, aService({ serviceName: "other", tags: { "app.io/x": "1", gone: "1" } }));
    assert.deepEqual(
      [renamed.detailed, renamed.replaces, renamed.stables, renamed.deletesFirst],
      [{ serviceName: UPDATE_REPLACE }, ["serviceName"], [], false],
    );
    await waitFor("the reason in the log", () =>
      plugin.said.find(
        ({ message, urn }) => /^will be replaced: the name of a service/.test(message) && urn === urnOf("Service"),
      ),
    );
  });

  it("says before an update what App Runner will not do", async () => {
    const olds = aService({
      serviceName: "hello",
      instanceConfiguration: { instanceRoleArn: "arn:aws:iam::1:role/a" },
    });
    await diff(olds, aService({ serviceName: "hello" }));
    await waitFor("the warning in the log", () =>
      plugin.said.find(({ message }) => /instanceRoleArn: .* never takes it away/.test(message)),
    );
  });

  it("deletes first where the new one would have the old one's identity, known or not", async () => {
    const domain = { domainName: "a.example.com", serviceArn: "arn:aws:apprunner:us-east-1:000000000000:service/a/1" };
    const moved = await diff(domain, { ...domain, serviceArn: UNKNOWN }, "CustomDomainAssociation");
    assert.deepEqual([moved.replaces, moved.deletesFirst], [["serviceArn"], true]);
  });

  it("previews what is known and nothing else", async () => {
    const writesBefore = world.writes.length;
    const made = await create({ ...aService({ serviceName: "hello" }), tags: { a: UNKNOWN } }, { preview: true });
    assert.equal(made.id, "");
    assert.deepEqual(made.outputs, {
      ...aService({ serviceName: "hello", tags: { a: UNKNOWN } }),
      serviceArn: UNKNOWN,
      serviceId: UNKNOWN,
      serviceUrl: UNKNOWN,
      url: UNKNOWN,
      status: UNKNOWN,
    });
    const scaling = { autoScalingConfigurationName: "s", autoScalingConfigurationArn: "arn", maxSize: 2, latest: true };
    const kind = "AutoScalingConfiguration";
    const tagged = await update(
      "id",
      scaling,
      { maxSize: 2, tags: { a: "1" }, autoScalingConfigurationName: "s" },
      { kind, preview: true },
    );
    assert.deepEqual([tagged.autoScalingConfigurationArn, tagged.latest], ["arn", true]);
    const bigger = await update(
      "id",
      scaling,
      { maxSize: 3, autoScalingConfigurationName: "s" },
      { kind, preview: true },
    );
    assert.deepEqual([bigger.autoScalingConfigurationArn, bigger.maxSize], [UNKNOWN, 3]);
    assert.equal(world.writes.length, writesBefore);
  });

  it("creates, reads without a difference, updates and deletes, secrets in their places", async () => {
    const { inputs } = await check(withToken(secret(CANARY)));
    const { id, outputs } = await create(inputs);
    assert.match(id, /^arn:aws:apprunner:us-east-1:000000000000:service\/hello-abcdef0\//);
    assert.deepEqual(outputs.sourceConfiguration, inputs.sourceConfiguration);
    const refreshed = await read(id, { outputs, inputs });
    assert.deepEqual([refreshed.id, refreshed.outputs, refreshed.inputs], [id, outputs, inputs]);
    assert.deepEqual((await diff(outputs, inputs)).detailed, {});
    const updated = await update(id, outputs, { ...inputs, tags: { a: "1" } });
    assert.deepEqual([updated.tags, updated.sourceConfiguration], [{ a: "1" }, inputs.sourceConfiguration]);
    await remove(id, updated);
    await remove(id, updated);
    assert.deepEqual(await read(id, { outputs, inputs }), { id: "", outputs: undefined, inputs: undefined });
  });

  it("imports with only an id: what may be a secret becomes one, and the program's own inputs then change nothing", async () => {
    const program = { ...withToken("was plain"), serviceName: "imported" };
    const { id } = await create(program);
    const imported = await read(id);
    assert.deepEqual(valueAt(imported.inputs, VARIABLES), { TOKEN: secret("was plain"), PLAIN: secret("plain") });
    const { inputs } = await check(program, { olds: imported.inputs });
    assert.deepEqual((await diff(imported.outputs!, inputs)).detailed, {});
    assert.deepEqual(await read(`${id}0`), { id: "", outputs: undefined, inputs: undefined });
  });

  it("keeps plain on a refresh what was plain, and makes what somebody else set a secret", async () => {
    const program = { ...withToken(secret(CANARY)), serviceName: "drifted" };
    const { id, outputs } = await create(program);
    const before = structuredClone(outputs);
    (valueAt(before, VARIABLES) as Properties).PLAIN = "before";
    const { inputs } = await read(id, { outputs: before, inputs: program });
    assert.deepEqual(valueAt(inputs, VARIABLES), { TOKEN: secret(CANARY), PLAIN: secret("plain") });
  });

  it("keeps what was made though it does not run, secrets and all", async () => {
    world.ends.push("fails");
    const inputs: Properties = { ...withToken(secret(CANARY)), serviceName: "broken", __autoName: "broken" };
    const error = await refused(create(inputs));
    const { id, properties, reasons } = initFailureOf(error);
    assert.match(id, /service\/broken\//);
    assert.match(reasons[0]!, /the creation of service broken failed/);
    assert.deepEqual(
      [properties.sourceConfiguration, properties.status],
      [inputs.sourceConfiguration, "CREATE_FAILED"],
    );
    assert.equal(properties.__autoName, "broken");
    const { outputs: refreshed } = await read(id, { outputs: properties, inputs });
    const { UPDATE } = messages.PropertyDiff.Kind;
    assert.deepEqual(
      (await diff(refreshed!, inputs)).detailed,
      { status: UPDATE },
      "a refresh makes no whole thing of it",
    );
    assert.equal((await update(id, refreshed!, inputs)).status, "RUNNING");
  });

  it("tells a refusal from what nobody knows the end of", async () => {
    world.failNext.set(
      "CreateService",
      Object.assign(new Error(`no ${CANARY}`), { $metadata: { httpStatusCode: 400 } }),
    );
    const refusal = await refused(create({ ...withToken(secret(CANARY)), serviceName: "refused" }));
    assert.deepEqual([refusal.code, refusal.details], [status.FAILED_PRECONDITION, "Service refused: no [secret]"]);
    world.proxy.always("CreateService", cutBefore);
    const unanswered = await refused(create(aService({ serviceName: "lost" })));
    world.proxy.clear();
    assert.equal(unanswered.code, status.UNKNOWN);
    assert.match(unanswered.details, /creating service lost: no answer after 4 tries, .*socket hang up/);
  });

  it("answers a creation whose own answer was lost as any other", async () => {
    world.proxy.next("CreateService", lost);
    const { id, outputs } = await create(aService({ serviceName: "found-again" }));
    assert.deepEqual([outputs.serviceArn, outputs.status], [id, "RUNNING"]);
    assert.equal(world.api.state.services.listAllLive().filter(({ name }) => name === "found-again").length, 1);
  });

  it("stops at once on cancel, keeps what is there and answers the cancel itself", async () => {
    world.hold();
    const creating = refused(create(aService({ serviceName: "cancelled" })));
    const isThere = () => world.api.state.services.listAllLive().some(({ name }) => name === "cancelled") || undefined;
    await waitFor("the service", isThere);
    await plugin.ask("cancel", new Empty());
    const { id, reasons } = initFailureOf(await creating);
    world.letGo();
    assert.match(id, /service\/cancelled\//);
    assert.match(reasons[0]!, /^cancelled: what App Runner has begun goes on/);
  });

  it("waits no longer than customTimeouts allow", async () => {
    world.hold();
    const { id, reasons } = initFailureOf(await refused(create(aService({ serviceName: "slow" }), { timeout: 0.2 })));
    world.letGo();
    assert.match(id, /service\/slow\//);
    assert.match(reasons[0]!, /waited .* for the creation of service slow/);
  });

  it("answers a program's question, and what may be a secret is one", async () => {
    const { id } = await create({
      ...withToken("plain"),
      serviceName: "found",
      healthCheckConfiguration: { path: "/x" },
    });
    const ask = (Args: Properties) =>
      plugin.ask<messages.InvokeResponse>(
        "invoke",
        request(messages.InvokeRequest, { Tok: "apprunner:index:getService", Args: struct(Args) }),
      );
    const found = (await ask({ serviceName: "found" })).getReturn()!.toJavaScript() as Properties;
    assert.deepEqual([found.serviceArn, found.healthCheckConfiguration], [id, { path: "/x" }]);
    assert.match((await refused(ask({}))).details, /getService: give exactly one of serviceName and serviceArn/);
    assert.match((await refused(ask({ serviceName: "nowhere" }))).details, /there is no service nowhere/);
  });

  it("says which functions and resources there are not", async () => {
    const error = await refused(
      plugin.ask("invoke", request(messages.InvokeRequest, { Tok: "apprunner:index:nothing" })),
    );
    assert.deepEqual(
      [error.code, /no function apprunner:index:nothing/.test(error.details)],
      [status.UNIMPLEMENTED, true],
    );
    assert.match(
      (await refused(create({}, { kind: "Sevrice" }))).details,
      /no resource apprunner:index:Sevrice; there are .*:Service/,
    );
  });
});

interface ReadOptions {
  kind?: string;
  outputs?: Properties;
  inputs?: Properties;
}
