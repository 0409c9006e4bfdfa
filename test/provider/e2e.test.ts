import assert from "node:assert/strict";
import { dirname } from "node:path";
import {
  DescribeServiceCommand,
  ListAutoScalingConfigurationsCommand,
  ListConnectionsCommand,
  ListServicesCommand,
  UpdateServiceCommand,
} from "@aws-sdk/client-apprunner";
import { type Canaries, createCanaries } from "../support/canary";
import { get } from "../support/get";
import type { TestRepository } from "../support/gitRepository";
import type { TestRuntime } from "../support/runtime";
import { waitFor } from "../support/waitFor";
import { type LocalStack, openLocalStack } from "./localStack";
import type { PulumiProject } from "./pulumiProject";

/** Stand in the program as secrets and nowhere else that anyone can read. */
const SECRETS = {
  token: 'canary-5f2e81 "é&+/\\',
  ofConfig: "canary-93aa10 <of the stack's config>",
  command: "canary-0c77d1-in-a-command",
  build: "canary-b8820e-in-a-build",
  tag: "canary-4e1f09-of-a-tag",
  trigger: "canary-77b2c6-of-a-trigger",
  elsewhere: "canary-d05a3b-set-elsewhere",
};

/** An app that gives its secrets away as best it can. */
const SERVER = `
const { MESSAGE, TOKEN, CONFIG, PORT } = process.env;
console.log("the token is " + TOKEN);
if (MESSAGE === "broken") {
  console.error("cannot start: MESSAGE is broken, the token is " + TOKEN);
  for (const secret of [TOKEN, CONFIG, process.argv[2]]) {
    console.error(Buffer.from("user:" + secret).toString("base64"), JSON.stringify({ secret }));
    console.error("https://x/?a=" + encodeURIComponent(secret), new URLSearchParams({ secret }).toString());
  }
  process.exit(1);
}
require("node:http").createServer((request, response) => response.end(MESSAGE)).listen(PORT);
`;

/** The whole program; each test changes a part of it. */
const DEFAULTS = { message: "one", maxSize: 2, path: "/", extra: "", name: "", domain: "hello.example.localhost" };

function body(repositoryUrl: string, file: string, change: Partial<typeof DEFAULTS> = {}): string {
  const { message, maxSize, path, extra, name, domain } = { ...DEFAULTS, ...change };
  return `
  const secrets = require("${file}");
  const config = new pulumi.Config("scenario");
  const scaling = new apprunner.AutoScalingConfiguration("small", { maxSize: ${maxSize}, tags: { note: pulumi.secret(secrets.tag) } });
  const connection = new apprunner.Connection("github", { providerType: "GITHUB" });
  const service = new apprunner.Service("hello", {
    ${name && `serviceName: "${name}",`}
    sourceConfiguration: { autoDeploymentsEnabled: false, codeRepository: {
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
    healthCheckConfiguration: { protocol: "HTTP", path: "${path}" },
    autoScalingConfigurationArn: scaling.autoScalingConfigurationArn,
    tags: { app: "hello" },
    ${extra}
  });
  const domain = new apprunner.CustomDomainAssociation("domain", { domainName: "${domain}", serviceArn: service.serviceArn });
  const same = apprunner.Service.get("same", service.serviceArn);
  return { url: service.url, same: same.url, serviceArn: service.serviceArn, status: connection.status, domain: domain.status };`;
}

/** Without it --event-log is an unknown flag. */
const EVENT_LOG = { PULUMI_DEBUG_COMMANDS: "true" };

describe("pulumi with the dynamic provider", function () {
  this.timeout(180_000);
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

  const apply = async (change?: Partial<typeof DEFAULTS>, ...args: string[]): Promise<string> => {
    project.program(body(repository.url, canaries.file, change));
    const output = await project.up(...args);
    printed += output;
    return output;
  };
  const attempt = async (change: Partial<typeof DEFAULTS>, ...command: string[]) => {
    project.program(body(repository.url, canaries.file, change));
    const result = await project.pulumi(...command);
    printed += result.output;
    return result;
  };
  const answer = async (): Promise<string> => (await get(new URL(String((await project.outputs()).url)).host)).body;

  it("refuses a wrong program before anything is made, and names each property", async () => {
    const extra = `instanceConfiguration: { cpu: '3 vCPU', memori: '2 GB', memory: pulumi.secret(secrets.token) },
      encryptionConfiguration: { kmsKey: secrets.command && pulumi.secret(secrets.command) },
      autoScalingConfigurationArn: pulumi.secret(secrets.tag), deployOn: pulumi.secret([secrets.trigger]),
      desiredState: pulumi.secret(secrets.elsewhere)`;
    const { code, output } = await attempt({ path: "", extra }, "up", "--yes");
    assert.notEqual(code, 0);
    assert.match(output, /instanceConfiguration\.cpu: "3 vCPU" is not allowed: .*0\.25 vCPU/);
    assert.match(output, /instanceConfiguration\.memori: there is no such property; did you mean memory\?/);
    assert.match(output, /healthCheckConfiguration\.path: "" is not allowed/);
    assert.match(output, /instanceConfiguration\.memory: the value is not allowed: must be .*512/);
    assert.match(output, /encryptionConfiguration\.kmsKey: (the value|"\[secret\]") is not allowed/);
    assert.match(output, /desiredState: the value is not allowed: must be one of running, paused/);
    const { ServiceSummaryList } = await runtime.client().send(new ListServicesCommand({}));
    assert.deepEqual(ServiceSummaryList, []);
  });

  it("makes the four resources, and the service answers", async () => {
    await apply();
    const { status, domain, url, same } = await project.outputs();
    assert.deepEqual([status, domain, same], ["PENDING_HANDSHAKE", "ACTIVE", url]);
    assert.equal(await answer(), "one");
    assert.equal((await get(`hello.example.localhost:${new URL(runtime.endpoint.http).port}`)).body, "one");
  });

  it("keeps a secret encrypted in the state, of a service that is only read too", () => {
    assert.match(project.state(), /MESSAGE/);
    assert.deepEqual(canaries.foundBelow(project.folder), []);
  });

  it("keeps one line of code per resource in the state", () => {
    const lines = project.state().match(/"__provider": *"(?:[^"\\]|\\.)*"/g)!;
    assert.equal(lines.length, 10);
    for (const line of lines)
      assert.match(line, /"exports\.handler=\(\)=>require\(\\"pulumi-apprunner\/dynamic\\"\)\.\w+"/);
  });

  it("sees no change when nothing changed, in a refresh and after it", async () => {
    const { code, output } = await attempt({}, "refresh", "--yes", "--skip-preview", "--expect-no-changes");
    assert.equal(code, 0, output);
    await apply({}, "--expect-no-changes");
  });

  it("changes scaling as a new revision that the service takes, without a deployment", async () => {
    await apply({ maxSize: 3 }, "--event-log", canaries.events);
    assert.deepEqual(canaries.foundInEvents(canaries.events), []);
    const { AutoScalingConfigurationSummaryList: all } = await runtime
      .client()
      .send(new ListAutoScalingConfigurationsCommand({ LatestOnly: false }));
    const own = all!.filter((each) => each.AutoScalingConfigurationName!.startsWith("small-"));
    assert.deepEqual(
      own.map((each) => each.AutoScalingConfigurationRevision),
      [2],
    );
    const service = await describeService(runtime, project);
    assert.equal(
      service.AutoScalingConfigurationSummary!.AutoScalingConfigurationArn,
      own[0]!.AutoScalingConfigurationArn,
    );
    await apply({ maxSize: 3 }, "--expect-no-changes");
  });

  it("takes a rolled-back update for a failure, quotes the app's own lines and shows the change again", async () => {
    const failed = await attempt({ maxSize: 3, message: "broken" }, "up", "--yes", "--skip-preview");
    assert.notEqual(failed.code, 0);
    assert.match(failed.output, /the update of service hello-\w+ failed and was rolled back/);
    assert.match(failed.output, /cannot start: .*the token is \[value of TOKEN\]/);
    assert.match(failed.output, /https:\/\/x\/\?a=\[value of TOKEN\] secret=\[value of TOKEN\]/);
    assert.match(failed.output, /More: npx apprunner logs hello-/);
    assert.equal(await answer(), "one");
    const again = await attempt({ maxSize: 3, message: "broken" }, "preview", "--diff");
    assert.match(again.output, /MESSAGE\s*: "one" => "broken"/);
    await apply({ maxSize: 3, message: "two" });
    assert.equal(await answer(), "two");
  });

  it("finds what was changed elsewhere, and sets it back", async () => {
    const { ServiceArn } = await describeService(runtime, project);
    const HealthCheckConfiguration = { UnhealthyThreshold: 7 };
    const { SourceConfiguration } = await describeService(runtime, project);
    const values = SourceConfiguration!.CodeRepository!.CodeConfiguration!.CodeConfigurationValues!;
    values.RuntimeEnvironmentVariables!.TOKEN = SECRETS.elsewhere;
    values.RuntimeEnvironmentVariables!.ADDED = `${SECRETS.elsewhere} of somebody else`;
    const drift = { ServiceArn, HealthCheckConfiguration, SourceConfiguration };
    await runtime.client().send(new UpdateServiceCommand(drift));
    await settled(runtime, project);
    const change = { maxSize: 3, message: "two" };
    const refreshed = await attempt(change, "refresh", "--yes", "--skip-preview", "--diff");
    assert.match(refreshed.output, /unhealthyThreshold\s*: 7/);
    // Nobody has marked it as a secret, so not even the state gets it.
    assert.match(refreshed.output, /ADDED\s*: "\[set outside the program\]"/);
    assert.ok(!project.state().includes(SECRETS.elsewhere));
    await apply(change);
    const live = await describeService(runtime, project);
    assert.equal(live.HealthCheckConfiguration!.UnhealthyThreshold, 5);
    const after = live.SourceConfiguration!.CodeRepository!.CodeConfiguration!.CodeConfigurationValues!;
    assert.ok(!("ADDED" in after.RuntimeEnvironmentVariables!));
  });

  it("keeps a service that could not be created, and repairs it in place", async () => {
    const change = { maxSize: 3, message: "broken", name: "other" };
    const failed = await attempt(change, "up", "--yes", "--skip-preview");
    assert.notEqual(failed.code, 0);
    assert.match(failed.output, /the creation of service other failed/);
    const broken = await findService(runtime, "other");
    assert.equal(broken.Status, "CREATE_FAILED");
    // Pulumi forgets with it that the creation failed.
    await attempt(change, "refresh", "--yes", "--skip-preview");
    await apply({ ...change, message: "three" });
    assert.equal((await findService(runtime, "other")).ServiceArn, broken.ServiceArn);
    assert.equal(await answer(), "three");
  });

  it("says at preview what is replaced, why and what it costs", async () => {
    const change = { maxSize: 3, message: "three", name: "third" };
    await attempt(change, "preview", "--json");
    const { output } = await attempt(change, "preview");
    assert.match(output, /will be replaced: the name of a service cannot be changed: .* another default URL/);
  });

  it("deploys again when a value of deployOn changes", async () => {
    const change = { maxSize: 3, message: "three", name: "other" };
    await apply({ ...change, extra: `deployOn: { commit: "a", secret: pulumi.secret(secrets.trigger) },` });
    repository.commit({ "server.js": SERVER.replace("response.end(MESSAGE)", "response.end(MESSAGE + '!')") });
    await apply(
      { ...change, extra: `deployOn: { commit: "a", secret: pulumi.secret(secrets.trigger) },` },
      "--expect-no-changes",
    );
    assert.equal(await answer(), "three");
    await apply({ ...change, extra: `deployOn: { commit: "b", secret: pulumi.secret(secrets.trigger) },` });
    assert.equal(await answer(), "three!");
  });

  it("leaves nothing behind", async () => {
    const { code, output } = await attempt({ name: "other" }, "destroy", "--yes", "--skip-preview");
    assert.equal(code, 0, output);
    const client = runtime.client();
    const { ServiceSummaryList } = await client.send(new ListServicesCommand({}));
    const { ConnectionSummaryList } = await client.send(new ListConnectionsCommand({}));
    assert.deepEqual([ServiceSummaryList, ConnectionSummaryList], [[], []]);
  });

  it("never printed a secret, and keeps none in the state, its history or its backups", () => {
    assert.ok(printed.length > 1000);
    assert.deepEqual(canaries.foundIn(printed), []);
    assert.deepEqual(canaries.foundBelow(project.folder), []);
    assert.deepEqual(canaries.foundBelow(dirname(canaries.file)).length > 0, true, "the search finds what is there");
  });
});

async function describeService(runtime: TestRuntime, project: PulumiProject) {
  const ServiceArn = String((await project.outputs()).serviceArn);
  return (await runtime.client().send(new DescribeServiceCommand({ ServiceArn }))).Service!;
}

async function settled(runtime: TestRuntime, project: PulumiProject): Promise<void> {
  await waitFor("the end of the operation", async () => {
    const { Status } = await describeService(runtime, project);
    return Status === "OPERATION_IN_PROGRESS" ? undefined : true;
  });
}

async function findService(runtime: TestRuntime, name: string) {
  const { ServiceSummaryList } = await runtime.client().send(new ListServicesCommand({}));
  const found = ServiceSummaryList!.find(({ ServiceName }) => ServiceName === name);
  assert.ok(found, `there is no service ${name}`);
  return found;
}
