import assert from "node:assert/strict";
import { dirname, join } from "node:path";
import {
  DescribeServiceCommand,
  ListConnectionsCommand,
  ListServicesCommand,
  UpdateServiceCommand,
} from "@aws-sdk/client-apprunner";
import { type LocalStack, openLocalStack } from "../provider/localStack";
import { type PulumiProject, runPulumi } from "../provider/pulumiProject";
import { type Canaries, createCanaries } from "../support/canary";
import { get } from "../support/get";
import type { TestRepository } from "../support/gitRepository";
import type { TestRuntime } from "../support/runtime";
import { waitFor } from "../support/waitFor";
import { guideCommands, namePlugin } from "./guide";

const ROOT = join(__dirname, "..", "..");

/** Stand in the program as secrets and nowhere else that anyone can read. */
const SECRETS = {
  token: 'canary-77d0b4 "é&+/\\',
  ofConfig: "canary-3ab55e <of the stack's config>",
  ofProvider: "canary-6f4c02-of-a-provider",
  command: "canary-e90d1b-in-a-command",
  build: "canary-18c7aa-in-a-build",
  tag: "canary-52f0e6-of-a-tag",
  elsewhere: "canary-c4417d-set-elsewhere",
};

/** An app that gives its secrets away as best it can. */
const SERVER = `
const { MESSAGE, TOKEN, CONFIG, PORT } = process.env;
if (MESSAGE === "broken") {
  console.error("cannot start: MESSAGE is broken");
  for (const secret of [TOKEN, CONFIG, process.argv[2]]) {
    console.error(secret, Buffer.from("user:" + secret).toString("base64"), JSON.stringify({ secret }));
    console.error("https://x/?a=" + encodeURIComponent(secret), new URLSearchParams({ secret }).toString());
  }
  process.exit(1);
}
require("node:http").createServer((request, response) => response.end(MESSAGE)).listen(PORT);
`;

/** The whole program; each test changes a part of it. */
const DEFAULTS = { message: "one", maxSize: 2, name: "", tag: "a", provider: true, options: "", more: "" };

function body(repositoryUrl: string, file: string, change: Partial<typeof DEFAULTS> = {}): string {
  const { message, maxSize, name, tag, provider, options, more } = { ...DEFAULTS, ...change };
  return `
  const secrets = require("${file}");
  const config = new pulumi.Config("scenario");
  const options = { ${provider ? `provider: new apprunner.Provider("mine", { profile: pulumi.secret(secrets.ofProvider) }),` : ""} ${options} };
  const scaling = new apprunner.AutoScalingConfiguration("small", { maxSize: ${maxSize}, tags: { note: pulumi.secret(secrets.tag) } }, options);
  const connection = new apprunner.Connection("github", { providerType: "GITHUB" }, options);
  const service = new apprunner.Service("hello", {
    ${name && `serviceName: "${name}",`}
    sourceConfiguration: { codeRepository: {
      repositoryUrl: "${repositoryUrl}",
      sourceCodeVersion: { type: "BRANCH", value: "main" },
      codeConfiguration: { configurationSource: "API", codeConfigurationValues: {
        runtime: "NODEJS_22",
        buildCommand: pulumi.secret("true " + secrets.build),
        startCommand: pulumi.interpolate\`node server.js \${pulumi.secret(secrets.command)}\`,
        runtimeEnvironmentVariables: {
          MESSAGE: "${message}", TOKEN: pulumi.secret(secrets.token), CONFIG: config.requireSecret("token"),
        },
      } },
    } },
    healthCheckConfiguration: { protocol: "HTTP", path: "/" },
    autoScalingConfigurationArn: scaling.autoScalingConfigurationArn,
    tags: { "app.io/name": "${tag}" },
  }, options);
  const domain = new apprunner.CustomDomainAssociation("domain",
    { domainName: "hello.example.localhost", serviceArn: service.serviceArn }, options);
  ${more}
  return { url: service.url, serviceArn: service.serviceArn, serviceName: service.serviceName, domain: domain.status };`;
}

/** Without it --event-log is an unknown flag. */
const EVENT_LOG = { PULUMI_DEBUG_COMMANDS: "true" };

describe("pulumi with the plugin", function () {
  this.timeout(240_000);
  let stack: LocalStack | undefined;
  let runtime: TestRuntime;
  let repository: TestRepository;
  let project: PulumiProject;
  let canaries: Canaries<keyof typeof SECRETS>;
  /** Everything that Pulumi ever printed here. */
  let printed = "";

  before(async function () {
    stack = await openLocalStack(this, { files: { "server.js": SERVER }, environment: EVENT_LOG });
    ({ runtime, repository, project } = stack);
    canaries = createCanaries(SECRETS);
    await project.pulumi("config", "set", "--secret", "scenario:token", SECRETS.ofConfig);
  });
  after(async () => {
    canaries?.remove();
    await stack?.close();
  });

  const attempt = async (change: Partial<typeof DEFAULTS>, ...command: string[]) => {
    project.program(body(repository.url, canaries.file, change));
    const result = await project.pulumi(...command);
    printed += result.output;
    return result;
  };
  const apply = async (change: Partial<typeof DEFAULTS> = {}, ...args: string[]): Promise<string> => {
    const { code, output } = await attempt(change, "up", "--yes", "--skip-preview", ...args);
    assert.equal(code, 0, output);
    return output;
  };
  const preview = async (change: Partial<typeof DEFAULTS>) => {
    const { code, output } = await attempt(change, "preview", "--json");
    assert.equal(code, 0, output);
    return stepsOf(output);
  };
  const answer = async (): Promise<string> => (await get(new URL(String((await project.outputs()).url)).host)).body;
  const live = async () => {
    const ServiceArn = String((await project.outputs()).serviceArn);
    return (await runtime.client().send(new DescribeServiceCommand({ ServiceArn }))).Service!;
  };

  it("gives a schema that pulumi takes, with the package's version", async () => {
    const [command, check] = guideCommands("package get-schema");
    const { code, output } = await runPulumi(command!, ROOT);
    assert.equal(code, 0, output);
    const checked = await runPulumi(check!, ROOT);
    assert.equal(checked.code, 0, checked.output);
    const schema = JSON.parse(output.slice(output.indexOf("{"))) as { name: string; version: string };
    assert.deepEqual([schema.name, schema.version], ["apprunner", require("../../package.json").version]);
  });

  it("refuses a wrong program before anything is made, and quotes no secret", async () => {
    const more = `new apprunner.Service("wrong", { sourceConfiguration: {}, instanceConfiguration: { cpu: pulumi.secret(secrets.token), memori: "2" },
      encryptionConfiguration: { kmsKey: pulumi.secret(secrets.command) },
      autoScalingConfigurationArn: pulumi.secret(secrets.tag), deployOn: pulumi.secret([secrets.build]),
      desiredState: pulumi.secret(secrets.elsewhere) }, options);`;
    const { code, output } = await attempt({ more }, "preview");
    assert.notEqual(code, 0);
    assert.match(output, /instanceConfiguration\.memori: there is no such property; did you mean memory\?/);
    assert.match(output, /instanceConfiguration\.cpu: the value is not allowed/);
    assert.match(output, /encryptionConfiguration\.kmsKey: the value is not allowed/);
    assert.match(output, /desiredState: the value is not allowed: must be one of running, paused/);
    assert.deepEqual((await runtime.client().send(new ListServicesCommand({}))).ServiceSummaryList, []);
  });

  it("makes the four resources, and the service answers", async () => {
    await apply();
    assert.equal(await answer(), "one");
    const { domain, serviceName } = await project.outputs();
    assert.equal(domain, "ACTIVE");
    assert.match(String(serviceName), /^hello-[0-9a-f]{7}$/);
    const state = project.state();
    assert.match(state, /"type": ?"apprunner:index:Service"/);
    assert.ok(!state.includes("__provider"));
    assert.deepEqual(canaries.foundBelow(project.folder), []);
  });

  it("sees no change when nothing changed, in a preview, a refresh and after it", async () => {
    assert.equal((await attempt({}, "preview", "--expect-no-changes")).code, 0);
    const { code, output } = await attempt({}, "refresh", "--yes", "--skip-preview", "--expect-no-changes");
    assert.equal(code, 0, output);
    await apply({}, "--expect-no-changes");
  });

  it("knows at preview what an update keeps: nothing that depends on it seems to change", async () => {
    const steps = await preview({ message: "two", tag: "b" });
    assert.deepEqual(steps, { hello: "update" });
    const { output } = await attempt({ message: "two", tag: "b" }, "preview", "--diff");
    assert.match(output, /MESSAGE\s*: "one" => "two"/);
    assert.match(output, /app\.io\/name\s*: "a" => "b"/);
  });

  it("updates in place, and says what waits while it does", async () => {
    const { ServiceArn } = await live();
    await apply({ message: "two", tag: "b" }, "--event-log", canaries.events);
    assert.deepEqual(canaries.foundInEvents(canaries.events), []);
    assert.deepEqual([await answer(), (await live()).ServiceArn], ["two", ServiceArn]);
  });

  it("takes a rolled-back update for a failure and shows the change again", async () => {
    const failed = await attempt({ message: "broken", tag: "b" }, "up", "--yes", "--skip-preview");
    assert.notEqual(failed.code, 0);
    assert.match(failed.output, /the update of service hello-\w+ failed and was rolled back/);
    assert.match(failed.output, /cannot start: MESSAGE is \[value of MESSAGE\]/);
    assert.equal(await answer(), "two");
    assert.deepEqual(await preview({ message: "broken", tag: "b" }), { hello: "update" });
  });

  it("finds what was changed elsewhere, and sets it back", async () => {
    const { ServiceArn } = await live();
    const HealthCheckConfiguration = { UnhealthyThreshold: 7 };
    const SourceConfiguration = (await live()).SourceConfiguration!;
    const { CodeConfigurationValues } = SourceConfiguration.CodeRepository!.CodeConfiguration!;
    CodeConfigurationValues!.RuntimeEnvironmentVariables!.EXTRA = SECRETS.elsewhere;
    await runtime
      .client()
      .send(new UpdateServiceCommand({ ServiceArn, HealthCheckConfiguration, SourceConfiguration }));
    await waitFor("the end of the operation", async () => (await live()).Status === "RUNNING" || undefined);
    const change = { message: "two", tag: "b" };
    const refreshed = await attempt(change, "refresh", "--yes", "--skip-preview", "--diff");
    assert.match(refreshed.output, /unhealthyThreshold\s*: 7/);
    await apply(change);
    assert.equal((await live()).HealthCheckConfiguration!.UnhealthyThreshold, 5);
  });

  it("replaces for another name, says why, and moves the domain along", async () => {
    const change = { message: "two", tag: "b", name: "renamed" };
    const steps = await preview(change);
    assert.deepEqual(steps, { hello: "replace", domain: "replace" });
    const output = await apply(change);
    assert.match(output, /will be replaced: the name of a service cannot be changed/);
    assert.match(
      output,
      /hello\.example\.localhost is associated with the old service: it does not answer from then on/,
    );
    assert.match(output, /http:\/\/\S+ is gone with the old service; the new one has another URL/);
    assert.equal((await live()).ServiceName, "renamed");
    assert.equal((await get(`hello.example.localhost:${new URL(runtime.endpoint.http).port}`)).body, "two");
  });

  it("imports what is there, and the program then changes nothing", async () => {
    const change = { message: "two", tag: "b", name: "renamed" };
    await apply({ ...change, options: "retainOnDelete: true" });
    const { ServiceArn } = await live();
    const urn = /urn:pulumi:[^"]*apprunner:index:Service::hello/.exec(project.state())![0];
    const domain = /urn:pulumi:[^"]*apprunner:index:CustomDomainAssociation::domain/.exec(project.state())![0];
    for (const each of [domain, urn]) {
      const { code, output } = await project.pulumi("state", "delete", each, "--yes");
      assert.equal(code, 0, output);
    }
    const provider = /urn:pulumi:[^"]*pulumi:providers:apprunner::mine/.exec(project.state())![0];
    for (const [type, name, id] of [
      ["Service", "hello", ServiceArn!],
      ["CustomDomainAssociation", "domain", `hello.example.localhost,${ServiceArn}`],
    ] as const) {
      const args = ["import", `apprunner:index:${type}`, name, id, "--yes", "--skip-preview", "--protect=false"];
      const { code, output } = await attempt(
        change,
        ...args,
        "--provider",
        `mine=${provider}`,
        "--generate-code=false",
      );
      assert.equal(code, 0, output);
    }
    const steps = await preview(change);
    assert.deepEqual(steps, {});
    const missing = await project.pulumi(
      "import",
      "apprunner:index:Connection",
      "no",
      "nowhere",
      "--yes",
      "--skip-preview",
      "--provider",
      `mine=${provider}`,
    );
    assert.match(missing.output, /does not exist/);
  });

  it("moves from a provider of its own to the stack's, in place", async () => {
    const change = { message: "two", tag: "b", name: "renamed" };
    await project.pulumi("config", "set", "apprunner:plugin", "true");
    const before = (await live()).ServiceArn;
    await apply({ ...change, provider: false });
    assert.equal((await live()).ServiceArn, before);
  });

  it("leaves nothing behind", async () => {
    const { code, output } = await attempt({ name: "renamed", provider: false }, "destroy", "--yes", "--skip-preview");
    assert.equal(code, 0, output);
    const client = runtime.client();
    const { ServiceSummaryList } = await client.send(new ListServicesCommand({}));
    const { ConnectionSummaryList } = await client.send(new ListConnectionsCommand({}));
    assert.deepEqual([ServiceSummaryList, ConnectionSummaryList], [[], []]);
  });

  it("takes a stack over from the dynamic provider in place: nothing is touched, and all of it is the plugin's", async () => {
    await project.pulumi("config", "rm", "apprunner:plugin");
    await apply({ provider: false });
    assert.match(project.state(), /"type": ?"pulumi-nodejs:dynamic\/apprunner:Service"/);
    const before = (await live()).ServiceArn;
    namePlugin(join(project.folder, "Pulumi.yaml"));
    for (const command of guideCommands("apprunner:plugin true")) {
      const flags = command[0] === "up" ? ["--yes", "--skip-preview"] : [];
      const { code, output } = await attempt({ provider: false }, ...command, ...flags);
      assert.equal(code, 0, output);
      assert.ok(!output.includes("from $PATH"), output);
    }
    assert.deepEqual(await preview({ provider: false }), {});
    assert.ok(!project.state().includes("pulumi-nodejs:dynamic"));
    await apply({ provider: false, message: "three" });
    assert.deepEqual([await answer(), (await live()).ServiceArn], ["three", before]);
    const { code } = await attempt({ provider: false }, "destroy", "--yes", "--skip-preview");
    assert.equal(code, 0);
  });

  it("never printed a secret, and keeps none in the state, its history or its backups", () => {
    assert.ok(printed.length > 1000);
    assert.deepEqual(canaries.foundIn(printed), []);
    assert.deepEqual(canaries.foundBelow(project.folder), []);
    assert.ok(canaries.foundBelow(dirname(canaries.file)).length > 0, "the search finds what is there");
  });
});

/** What a preview does with each resource that does not stay as it is, by the resource's name. */
function stepsOf(json: string): Record<string, string> {
  const { steps = [] } = JSON.parse(json.slice(json.indexOf("{"))) as { steps?: { op: string; urn: string }[] };
  const named = steps.map(({ op, urn }) => [urn.split("::").at(-1)!, op] as const);
  const wanted = new Set(["hello", "domain", "small", "github"]);
  // Of a replacement's three steps the one that stands for all.
  return Object.fromEntries(
    named.filter(([name, op]) => wanted.has(name) && !/^(same|create-replacement|delete-replaced)$/.test(op)),
  );
}
