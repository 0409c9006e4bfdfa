import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { delimiter, join } from "node:path";
import { createPulumiProject, type PulumiProject, whyNoPulumi } from "../provider/pulumiProject";
import { createRepository, type TestRepository } from "../support/gitRepository";
import { startRuntime, type TestRuntime } from "../support/runtime";
import { skip } from "../support/skip";
import { guideCode } from "./guide";

const ROOT = join(__dirname, "..", "..");
const SERVER = `require("node:http").createServer((request, response) => response.end("hi")).listen(process.env.PORT);`;

const program = (repositoryUrl: string, tag: string): string => `${guideCode("python", "class Service")}
service = Service("hello", {
    "sourceConfiguration": {"codeRepository": {
        "repositoryUrl": "${repositoryUrl}",
        "sourceCodeVersion": {"type": "BRANCH", "value": "main"},
        "codeConfiguration": {"configurationSource": "API", "codeConfigurationValues": {
            "runtime": "NODEJS_22", "buildCommand": "true", "startCommand": "node server.js",
            "runtimeEnvironmentVariables": {"TOKEN": pulumi.Output.secret("canary-41aa")},
        }},
    }},
    "tags": {"app": "${tag}"},
})
pulumi.export("url", service.url)
`;

describe("pulumi with the plugin, from Python", function () {
  this.timeout(180_000);
  let runtime: TestRuntime;
  let repository: TestRepository;
  let project: PulumiProject;

  before(async function () {
    const reason = (await whyNoPulumi()) ?? whyNoPython();
    if (reason) skip(this, reason);
    execFileSync(process.execPath, [join(ROOT, "tools", "build.mjs")], { stdio: "ignore" });
    runtime = await startRuntime({ engine: "process" });
    repository = createRepository({ "server.js": SERVER });
    project = await createPulumiProject({ "apprunner:target": "local", "apprunner:home": runtime.home });
    const settings = join(project.folder, "Pulumi.yaml");
    writeFileSync(settings, readFileSync(settings, "utf8").replace(/runtime:\n(?: .*\n)+/, "runtime: python\n"));
  });

  after(async () => {
    project?.remove();
    repository?.remove();
    await runtime?.close();
  });

  it("makes, changes and removes a service", async () => {
    const main = join(project.folder, "__main__.py");
    writeFileSync(main, program(repository.url, "a"));
    await project.up();
    assert.match(String((await project.outputs()).url), /^http:\/\/.*awsapprunner\.localhost/);
    assert.ok(!project.state().includes("canary-41aa"));
    await project.up("--expect-no-changes");
    writeFileSync(main, program(repository.url, "b"));
    assert.match(await project.up(), /hello .*\[diff: ~tags\]/);
    const { code, output } = await project.pulumi("destroy", "--yes", "--skip-preview");
    assert.equal(code, 0, output);
  });
});

/** Needs Pulumi's host for Python, and a python3 on the PATH that has Pulumi's package. */
function whyNoPython(): string | undefined {
  const { projectEnvironment } = require("../../tools/environment.mjs") as {
    projectEnvironment(): NodeJS.ProcessEnv;
  };
  const env = projectEnvironment();
  const folders = env.PATH!.split(delimiter);
  if (!folders.some((folder) => existsSync(join(folder, "pulumi-language-python")))) return "no pulumi-language-python";
  try {
    execFileSync("python3", ["-c", "import pulumi"], { env, stdio: "ignore" });
    return undefined;
  } catch {
    return "python3 has no package pulumi";
  }
}
