import assert from "node:assert/strict";
import { existsSync, mkdirSync, readdirSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { homedir } from "node:os";
import { delimiter, join } from "node:path";
import Docker from "dockerode";
import { whyNoDocker } from "../support/docker";
import { get } from "../support/get";
import { whyNoPeers } from "../support/peers";
import { startRuntime, type TestRuntime } from "../support/runtime";
import { skip } from "../support/skip";
import { createPulumiProject, type PulumiProject, whyNoPulumi } from "./pulumiProject";

const ROOT = join(__dirname, "..", "..");
const PROGRAM = `
  const { url, imageIdentifier } = new apprunner.ImageService("shop", {
    context: "app",
    args: { GREETING: "Hello" },
    imageConfiguration: { port: "8080" },
    instanceConfiguration: { cpu: "256", memory: "512" },
  });
  return { url, imageIdentifier };`;
const DOCKERFILE = `FROM docker.io/library/node:22-bookworm-slim
ARG GREETING
ENV GREETING=$GREETING
COPY server.js .
CMD ["node", "server.js"]
`;

describe("an ImageService with the real plugin of @pulumi/docker, on the local App Runner", function () {
  this.timeout(300_000);
  let runtime: TestRuntime;
  let project: PulumiProject;
  const images = new Set<string>();

  before(async function () {
    const reason = (await whyNoPulumi()) ?? (await whyNoDocker()) ?? whyNoPeers() ?? whyNoPlugin();
    if (reason) skip(this, reason);
    runtime = await startRuntime({ engine: "docker" });
    project = await createPulumiProject({ "apprunner:target": "local", "apprunner:home": runtime.home });
    linkPackages(project.folder);
    mkdirSync(join(project.folder, "app"));
    writeFileSync(join(project.folder, "app", "Dockerfile"), DOCKERFILE);
    project.program(PROGRAM);
  });
  after(async () => {
    project?.remove();
    await runtime?.close();
    for (const image of images) {
      await new Docker()
        .getImage(image)
        .remove({ force: true })
        .catch(() => undefined);
    }
  });

  const serve = (said: string): void => {
    const text = `require("node:http").createServer((_, response) => response.end(process.env.GREETING + ${JSON.stringify(said)})).listen(8080);`;
    writeFileSync(join(project.folder, "app", "server.js"), text);
  };
  const deployed = async (): Promise<{ answer: string; image: string }> => {
    const { url, imageIdentifier } = await project.outputs();
    images.add(String(imageIdentifier));
    return { answer: (await get(new URL(String(url)).host)).body, image: String(imageIdentifier) };
  };

  it("builds the image and deploys it by its id, and again when a file of it changes", async () => {
    serve(" one");
    await project.up();
    const first = await deployed();
    assert.equal(first.answer, "Hello one");
    assert.match(first.image, /^sha256:[0-9a-f]{64}$/);
    await project.up("--expect-no-changes");
    serve(" two");
    await project.up();
    const second = await deployed();
    assert.equal(second.answer, "Hello two");
    assert.notEqual(second.image, first.image);
  });

  it("leaves no service behind", async () => {
    const { code, output } = await project.pulumi("destroy", "--yes", "--skip-preview");
    assert.equal(code, 0, output);
  });
});

/** The plugin comes from GitHub, which not every machine reaches. */
function whyNoPlugin(): string | undefined {
  const installed = join(process.env.PULUMI_HOME || join(homedir(), ".pulumi"), "plugins");
  const here =
    (existsSync(installed) && readdirSync(installed).some((name) => /^resource-docker-v[\d.]+$/.test(name))) ||
    (process.env.PATH ?? "").split(delimiter).some((folder) => existsSync(join(folder, "pulumi-resource-docker")));
  return here ? undefined : "no plugin pulumi-resource-docker: pulumi plugin install resource docker 5.2.0";
}

/** A program's own node_modules: ours, and beside it the package that an ImageService needs. */
function linkPackages(folder: string): void {
  const modules = join(folder, "node_modules");
  rmSync(modules);
  mkdirSync(join(modules, "@pulumi"), { recursive: true });
  const docker = join(process.env.APPRUNNER_TEST_PEERS!, "node_modules", "@pulumi", "docker");
  symlinkSync(ROOT, join(modules, "pulumi-apprunner"));
  symlinkSync(join(ROOT, "node_modules", "@pulumi", "pulumi"), join(modules, "@pulumi", "pulumi"));
  symlinkSync(docker, join(modules, "@pulumi", "docker"));
}
