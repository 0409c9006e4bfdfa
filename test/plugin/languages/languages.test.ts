import assert from "node:assert/strict";
import { existsSync, writeFileSync } from "node:fs";
import { delimiter, join } from "node:path";
import {
  DescribeAutoScalingConfigurationCommand,
  DescribeServiceCommand,
  ListConnectionsCommand,
  ListServicesCommand,
  ListTagsForResourceCommand,
} from "@aws-sdk/client-apprunner";
import { needPulumiAndPackage } from "../../provider/localStack";
import { createPulumiProject, type PulumiProject } from "../../provider/pulumiProject";
import { createRepository, type TestRepository } from "../../support/gitRepository";
import { startRuntime, type TestRuntime } from "../../support/runtime";
import { skip } from "../../support/skip";
import { namePlugin } from "../guide";
import { LANGUAGES, type Language } from "./language";

const CANARY = "canary-5c81e2";
const SERVER = `require("node:http").createServer((request, response) => response.end("hi")).listen(process.env.PORT);`;

describe("one stack, told in each language", function () {
  this.timeout(240_000);
  let runtime: TestRuntime;
  let repository: TestRepository;

  before(async function () {
    await needPulumiAndPackage(this);
    runtime = await startRuntime({ engine: "process" });
    repository = createRepository({ "server.js": SERVER });
  });

  after(async () => {
    repository?.remove();
    await runtime?.close();
  });

  for (const language of LANGUAGES) {
    describe(language.name, () => {
      let project: PulumiProject;
      let printed = "";

      before(async function () {
        const env = environment();
        const missing = language.needs.find((name) => !isOnPath(name, env));
        if (missing) skip(this, `no ${missing} on PATH: npm test sets it up where Go modules can be had`);
        const reason = language.whyNot?.(env);
        if (reason) skip(this, reason);
        project = await createProject(language, env);
      });
      after(() => project?.remove());

      const up = async (...args: string[]): Promise<void> => {
        printed += await project.up(...args);
      };

      it("makes what the guide's program says", async () => {
        await up("--config", "message=one", "--config", "maxSize=2");
        assert.deepEqual(await live(project), expected("one", 2));
        assert.match(String((await project.outputs()).url), /^http:\/\/.*awsapprunner\.localhost/);
        assert.match(String((await project.outputs()).connectionName), /^github-[0-9a-f]{7}$/);
      });

      it("changes nothing when nothing changed", () => up("--expect-no-changes"));

      it("changes what its settings change, in place", async () => {
        const { serviceArn } = await project.outputs();
        await up("--config", "message=two", "--config", "maxSize=3");
        assert.equal((await project.outputs()).serviceArn, serviceArn);
        assert.deepEqual(await live(project), expected("two", 3));
      });

      it("shows the secret nowhere, and leaves nothing behind", async () => {
        const state = project.state();
        const { code, output } = await project.pulumi("destroy", "--yes", "--skip-preview");
        assert.equal(code, 0, output);
        assert.ok(!`${printed}${output}${state}`.includes(CANARY));
        const { ServiceSummaryList } = await runtime.client().send(new ListServicesCommand({}));
        const { ConnectionSummaryList } = await runtime.client().send(new ListConnectionsCommand({}));
        assert.deepEqual([ServiceSummaryList, ConnectionSummaryList], [[], []]);
      });
    });
  }

  async function createProject(language: Language, env: NodeJS.ProcessEnv): Promise<PulumiProject> {
    const settings = { "apprunner:target": "local", "apprunner:home": runtime.home, ...language.settings };
    const added: NodeJS.ProcessEnv = {};
    const project = await createPulumiProject(settings, { runtime: language.runtime, environment: added });
    namePlugin(join(project.folder, "Pulumi.yaml"));
    writeFileSync(join(project.folder, language.file), language.code);
    Object.assign(added, await language.prepare?.(project.folder, env));
    for (const args of [
      ["repository", repository.url],
      ["--secret", "token", CANARY],
    ]) {
      const { code, output } = await project.pulumi("config", "set", ...args);
      assert.equal(code, 0, output);
    }
    return project;
  }

  /** What App Runner says is there, without what differs from run to run. */
  async function live(project: PulumiProject): Promise<object> {
    const client = runtime.client();
    const { serviceArn } = await project.outputs();
    const { Service } = await client.send(new DescribeServiceCommand({ ServiceArn: String(serviceArn) }));
    const { ServiceName, SourceConfiguration, HealthCheckConfiguration, InstanceConfiguration, Status } = Service!;
    const scaling = await client.send(
      new DescribeAutoScalingConfigurationCommand({
        AutoScalingConfigurationArn: Service!.AutoScalingConfigurationSummary!.AutoScalingConfigurationArn,
      }),
    );
    const { MinSize, MaxSize, MaxConcurrency, AutoScalingConfigurationName } = scaling.AutoScalingConfiguration!;
    const { ConnectionSummaryList } = await client.send(new ListConnectionsCommand({}));
    const tagsOf = async (ResourceArn: string | undefined) =>
      (await client.send(new ListTagsForResourceCommand({ ResourceArn }))).Tags;
    return {
      service: {
        name: stem(ServiceName),
        status: Status,
        SourceConfiguration,
        HealthCheckConfiguration,
        InstanceConfiguration,
      },
      serviceTags: await tagsOf(Service!.ServiceArn),
      scaling: { name: stem(AutoScalingConfigurationName), MinSize, MaxSize, MaxConcurrency },
      connections: ConnectionSummaryList!.map(({ ConnectionName, ProviderType }) => [
        stem(ConnectionName),
        ProviderType,
      ]),
      connectionTags: await tagsOf(ConnectionSummaryList![0]?.ConnectionArn),
    };
  }

  function expected(message: string, maxSize: number): object {
    return {
      service: {
        name: "hello",
        status: "RUNNING",
        SourceConfiguration: {
          AutoDeploymentsEnabled: true,
          CodeRepository: {
            RepositoryUrl: repository.url,
            SourceCodeVersion: { Type: "BRANCH", Value: "main" },
            SourceDirectory: "/",
            CodeConfiguration: {
              ConfigurationSource: "API",
              CodeConfigurationValues: {
                Runtime: "NODEJS_22",
                Port: "8080",
                StartCommand: "node server.js",
                RuntimeEnvironmentVariables: { MESSAGE: message, TOKEN: CANARY },
              },
            },
          },
        },
        HealthCheckConfiguration: {
          Protocol: "HTTP",
          Path: "/",
          Interval: 5,
          Timeout: 2,
          HealthyThreshold: 1,
          UnhealthyThreshold: 5,
        },
        InstanceConfiguration: { Cpu: "1024", Memory: "2048" },
      },
      serviceTags: [{ Key: "team", Value: "hello" }],
      scaling: { name: "small", MinSize: 1, MaxSize: maxSize, MaxConcurrency: 100 },
      connections: [["github", "GITHUB"]],
      connectionTags: [{ Key: "team", Value: "hello" }],
    };
  }
});

/** A made-up name without what makes it unique. */
function stem(name: string | undefined): string | undefined {
  return name?.replace(/-[0-9a-f]{7}$/, "");
}

function environment(): NodeJS.ProcessEnv {
  const { projectEnvironment } = require("../../../tools/environment.mjs") as {
    projectEnvironment(): NodeJS.ProcessEnv;
  };
  return projectEnvironment();
}

function isOnPath(name: string, env: NodeJS.ProcessEnv): boolean {
  return env.PATH!.split(delimiter).some((folder) => existsSync(join(folder, name)));
}
