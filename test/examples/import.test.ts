import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { promisify } from "node:util";
import {
  AppRunnerClient,
  CreateServiceCommand,
  DescribeServiceCommand,
  ListServicesCommand,
} from "@aws-sdk/client-apprunner";
import { readCredentials } from "../../cli/local/credentials";
import { Homes, startLocal } from "../cli/commandLine";
import { needPulumi } from "../deploy/pulumiCli";
import { aNodeApp, createRepository, type TestRepository } from "../support/gitRepository";
import { waitFor } from "../support/waitFor";

const ROOT = resolve(__dirname, "../..");

describe("the example import", function () {
  this.timeout(240_000);
  const homes = new Homes();
  let repository: TestRepository;
  let folder: string;

  before(function () {
    needPulumi(this);
    repository = createRepository(aNodeApp("here already"));
    folder = mkdtempSync(join(tmpdir(), "apprunner-import-"));
  });
  after(async () => {
    await homes.remove();
    repository?.remove();
    if (folder) rmSync(folder, { recursive: true });
  });

  it("takes a live service over as it is", async () => {
    const home = homes.create();
    const { endpoint } = await startLocal(home);
    const client = new AppRunnerClient({ region: "us-east-1", endpoint, credentials: readCredentials(home) });
    const source = {
      RepositoryUrl: repository.url,
      SourceCodeVersion: { Type: "BRANCH" as const, Value: "main" },
      CodeConfiguration: { ConfigurationSource: "REPOSITORY" as const },
    };
    const { Service } = await client.send(
      new CreateServiceCommand({
        ServiceName: "shop-web",
        SourceConfiguration: { CodeRepository: source, AutoDeploymentsEnabled: false },
        Tags: [{ Key: "owner", Value: "shop" }],
      }),
    );
    const serviceArn = Service!.ServiceArn!;
    await waitFor(
      "the service",
      async () =>
        (await client.send(new DescribeServiceCommand({ ServiceArn: serviceArn }))).Service?.Status === "RUNNING" ||
        undefined,
    );

    const project = join(folder, "project");
    cpSync(join(ROOT, "examples/import"), project, { recursive: true });
    symlinkSync(join(ROOT, "node_modules"), join(project, "node_modules"));
    mkdirSync(join(folder, "state"));
    const pulumi = async (...args: string[]): Promise<string> => {
      const env = {
        ...process.env,
        PATH: [join(ROOT, "cli"), join(ROOT, "node_modules/@pulumi/pulumi"), process.env.PATH].join(delimiter),
        PULUMI_BACKEND_URL: pathToFileURL(join(folder, "state")).href,
        PULUMI_CONFIG_PASSPHRASE: "test",
        PULUMI_SKIP_UPDATE_CHECK: "true",
      };
      return (await promisify(execFile)("pulumi", [...args, "--non-interactive"], { cwd: project, env })).stdout;
    };
    await pulumi("stack", "init", "dev");
    for (const [name, value] of Object.entries({
      "apprunner:home": home,
      serviceName: "shop-web",
      repositoryUrl: repository.url,
      import: serviceArn,
    })) {
      await pulumi("config", "set", name, value);
    }
    const up = await pulumi("up", "--yes", "--skip-preview");
    assert.match(up, /= 1 imported/);
    assert.doesNotMatch(up, /updated|replaced/);
    await pulumi("config", "rm", "import");
    assert.match(await pulumi("preview", "--expect-no-changes"), /unchanged/);
    const { ServiceSummaryList: services } = await client.send(new ListServicesCommand({}));
    assert.deepEqual(
      services?.map((one) => one.ServiceArn),
      [serviceArn],
    );
    client.destroy();
  });
});
