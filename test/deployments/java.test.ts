import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { get } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { planBuild, sourceFiles } from "../../runtime/build/plan";
import { createDockerEngine } from "../../runtime/engine/docker";
import type { Engine } from "../../runtime/engine/engine";
import { whyNoDocker } from "../support/docker";
import { skip } from "../support/skip";
import { waitFor } from "../support/waitFor";
import { configuration } from "./brokenSource";

/** Made by set-up for this test (tools/setup/baseImages.mjs). */
const STAND_IN = { image: "pulumi-apprunner/java:17-bookworm", version: "17" };

const SERVER = `
import com.sun.net.httpserver.HttpServer;
import java.net.InetSocketAddress;

public class Server {
  public static void main(String[] args) throws Exception {
    var server = HttpServer.create(new InetSocketAddress(Integer.parseInt(System.getenv("PORT"))), 0);
    server.createContext("/", exchange -> {
      var body = ("hello from java " + System.getProperty("java.specification.version")).getBytes();
      exchange.sendResponseHeaders(200, body.length);
      try (var out = exchange.getResponseBody()) { out.write(body); }
    });
    server.start();
  }
}
`;

// Corretto 8 and 11 need a registry that has them. All but the JDK's version is theirs here: the plan, its commands, the image, the run.
describe("the corretto11 runtime, on another JDK,", function () {
  this.timeout(200_000);
  const signal = new AbortController().signal;
  let engine: Engine;
  let folder: string | undefined;

  before(async function () {
    const why = await whyNoDocker();
    if (why) skip(this, why);
    engine = createDockerEngine({ homeId: `java-${process.pid}`, environment: process.env });
    if (!(await engine.findImage(STAND_IN.image))) skip(this, `set-up has not made ${STAND_IN.image} on this machine`);
    folder = mkdtempSync(join(tmpdir(), "apprunner-java-"));
    const build = ["javac -d classes Server.java"];
    writeFileSync(join(folder, "Server.java"), SERVER);
    writeFileSync(
      join(folder, "apprunner.yaml"),
      configuration({ runtime: "corretto11", build, command: "java -cp classes Server" }),
    );
  });

  after(async () => {
    if (!folder) return;
    await engine.reset();
    rmSync(folder, { recursive: true });
  });

  const planOf = () =>
    planBuild({
      repository: {
        RepositoryUrl: "file:///java",
        SourceCodeVersion: { Type: "BRANCH", Value: "main" },
        CodeConfiguration: { ConfigurationSource: "REPOSITORY" },
      },
      readFile: sourceFiles(folder!),
      baseImages: { CORRETTO_11: STAND_IN.image },
    });

  const build = (plan: ReturnType<typeof planOf>, lines: string[] = []) =>
    engine.buildImage({
      reference: "apprunner/java:test",
      plan,
      sourceDirectory: folder!,
      onLine: (line) => lines.push(line),
      signal,
    });

  it("is refused for what it is: no Corretto 11", async () => {
    await assert.rejects(build(planOf()), {
      name: "BuildFailed",
      message:
        /runtime version is not supported: base image pulumi-apprunner\/java:17-bookworm has .* CORRETTO_11 needs 11\./,
    });
  });

  it("builds from source, and serves", async () => {
    const versionCommand =
      "java -XshowSettings:properties -version 2>&1 | sed -n 's/.*java.specification.version = //p'";
    const plan = { ...planOf(), runtimeVersion: STAND_IN.version, versionCommand };
    const { reference } = await build(plan);
    const { address } = await engine.startInstance({
      id: "java-0",
      serviceArn: "arn:aws:apprunner:us-east-1:000000000000:service/java/0",
      versionId: "1",
      image: reference,
      command: plan.run.command,
      port: plan.run.port,
      environment: plan.run.environment,
      cpu: 1024,
      memory: 512,
    });
    const body = await waitFor("an answer", () => answer(`http://${address}/`).catch(() => undefined));
    assert.equal(body, "hello from java 17");
  });
});

function answer(url: string): Promise<string> {
  return new Promise((resolve, reject) => {
    get(url, (response) => void text(response).then(resolve, reject)).once("error", reject);
  });
}
