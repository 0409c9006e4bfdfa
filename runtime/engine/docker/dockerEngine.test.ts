import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { whyNoDocker } from "../../../test/support/docker";
import { skip } from "../../../test/support/skip";
import { waitFor } from "../../../test/support/waitFor";
import { findRuntime } from "../../build/runtimeTable";
import type { BuildPlan } from "../../model/buildPlan";
import { createDockerEngine } from "../docker";
import type { Engine, EngineInstance, InstanceSpec } from "../engine";
import type { BuildFailed } from "../failures";

const NODE = findRuntime("NODEJS_22")!;

/** What only containers can promise: isolation, limits, layers, foreign images. */
describe("the docker engine's containers", function () {
  this.timeout(180_000);
  const signal = new AbortController().signal;
  let home: string;
  let engine: Engine;
  let folder: string;
  let image: string;

  const docker = (...args: string[]): string =>
    execFileSync("docker", args, { encoding: "utf8", stdio: "pipe" }).trim();
  const container = (id: string): string =>
    docker(
      "ps",
      "-aq",
      "--filter",
      `label=pulumi-apprunner.home=${home}`,
      "--filter",
      `label=pulumi-apprunner.instance=${id}`,
    );
  const inside = (id: string, ...command: string[]): string => docker("exec", container(id), ...command);

  const write = (files: Record<string, string>): void => {
    for (const [name, text] of Object.entries(files)) {
      mkdirSync(dirname(join(folder, name)), { recursive: true });
      writeFileSync(join(folder, name), text);
    }
  };

  const planOf = (commands: Partial<BuildPlan["commands"]>, changes: Partial<BuildPlan> = {}): BuildPlan => ({
    runtime: NODE.runtime,
    language: NODE.language,
    baseImage: NODE.image,
    runtimeVersion: NODE.version,
    versionCommand: NODE.versionCommand,
    commands: { preBuild: [], build: [], postBuild: [], preRun: [], ...commands },
    buildEnvironment: {},
    isolatedRunImage: false,
    notes: [],
    run: { command: "node server.js", port: 8080, portVariables: ["PORT"], environment: {}, secrets: {} },
    ...changes,
  });

  const build = async (tag: string, plan: BuildPlan): Promise<string[]> => {
    const lines: string[] = [];
    const onLine = (line: string): void => void lines.push(line);
    await engine.buildImage({ reference: `apprunner/${home}:${tag}`, plan, sourceDirectory: folder, onLine, signal });
    return lines;
  };

  const start = (id: string, changes: Partial<InstanceSpec> = {}): Promise<EngineInstance> =>
    engine.startInstance({
      id,
      serviceArn: `arn:aws:apprunner:us-east-1:000000000000:service/a/${home}`,
      versionId: "1",
      image,
      command: "node server.js",
      port: 8080,
      environment: {},
      cpu: 512,
      memory: 256,
      ...changes,
    });

  const answer = ({ address }: EngineInstance): Promise<string> =>
    waitFor(
      "an answer",
      () =>
        fetch(`http://${address}`)
          .then((response) => response.text())
          .catch(() => undefined),
      30,
    );

  before(async function () {
    const reason = await whyNoDocker();
    if (reason !== undefined) skip(this, reason);
    folder = mkdtempSync(join(tmpdir(), "apprunner-docker-"));
    home = `dockertest${process.pid}${folder
      .slice(-6)
      .toLowerCase()
      .replace(/[^a-z0-9]/g, "x")}`;
    engine = createDockerEngine({ homeId: home, environment: process.env });
    write({
      "server.js": `require("http").createServer((_, response) => response.end("hello")).listen(process.env.PORT)`,
    });
    image = `apprunner/${home}:base`;
    await build("base", planOf({}));
  });

  afterEach(async () => {
    for (const { id } of await engine.listInstances()) await engine.stopInstance(id, 0);
  });

  after(async () => {
    await engine?.reset();
    if (folder) rmSync(folder, { recursive: true, force: true });
  });

  it("are hardened and limited", async () => {
    await start("one", { cpu: 256, memory: 128 });
    const [info] = JSON.parse(docker("inspect", container("one")));
    const host = info.HostConfig;
    assert.equal(host.NanoCpus, 250_000_000);
    assert.equal(host.Memory, 128 * 1024 ** 2);
    assert.equal(host.MemorySwap, host.Memory);
    assert.equal(host.PidsLimit, 2048);
    assert.deepEqual(host.CapDrop, ["ALL"]);
    assert.deepEqual(host.SecurityOpt, ["no-new-privileges"]);
    assert.equal(host.RestartPolicy.Name, "no");
    assert.deepEqual(host.LogConfig, { Type: "json-file", Config: { "max-file": "3", "max-size": "10m" } });
    assert.deepEqual(info.Mounts, []);
    assert.deepEqual(
      Object.values(info.NetworkSettings.Ports)
        .flat()
        .map((port) => (port as { HostIp: string }).HostIp),
      ["127.0.0.1"],
    );
    assert.match(inside("one", "sh", "-c", "grep CapEff /proc/1/status"), /0000000000000*4fb$/);
    assert.match(inside("one", "sh", "-c", "grep NoNewPrivs /proc/1/status"), /1$/);
  });

  it("reach neither those of another service nor one another, but are reached themselves", async () => {
    const other = `arn:aws:apprunner:us-east-1:000000000000:service/b/${home}`;
    const all = await Promise.all([start("one"), start("two"), start("three", { serviceArn: other })]);
    await Promise.all(all.map(answer));
    const connects = (host: string): string =>
      inside(
        "one",
        "node",
        "-e",
        `const s=require("net").connect(8080,"${host}").setTimeout(1500);
        s.on("connect",()=>{console.log("connected");process.exit()}).on("error",()=>{console.log("refused");process.exit()}).on("timeout",()=>{console.log("nothing");process.exit()})`,
      );
    assert.equal(connects("127.0.0.1"), "connected");
    for (const id of ["two", "three"]) {
      const [{ NetworkSettings }] = JSON.parse(docker("inspect", container(id)));
      const [network] = Object.values(NetworkSettings.Networks) as { IPAddress: string }[];
      assert.notEqual(connects(network!.IPAddress), "connected", id);
    }
  });

  it("have a network while the first of the service is there until the last", async () => {
    const networks = (): string => docker("network", "ls", "-q", "--filter", `label=pulumi-apprunner.home=${home}`);
    await start("one");
    await start("two");
    await engine.stopInstance("one", 0);
    assert.notEqual(networks(), "");
    await engine.stopInstance("two", 0);
    assert.equal(networks(), "");
  });

  it("of others are never touched, whatever they are called", async () => {
    const stranger = docker("run", "-d", "--name", `${home}-stranger`, NODE.image, "sleep", "600");
    try {
      await engine.stopInstance(`${home}-stranger`, 0);
      await engine.removeImage(NODE.image);
      assert.equal(await engine.inspectInstance(`${home}-stranger`), undefined);
      await engine.removeImage(image);
      await engine.reset();
      assert.equal(docker("inspect", "-f", "{{.State.Running}}", stranger), "true");
      assert.notEqual(docker("image", "inspect", "-f", "{{.Id}}", NODE.image), "");
    } finally {
      docker("rm", "-f", stranger);
      await build("base", planOf({}));
    }
  });

  it("of an image repository keep the image when its tag moves, and its own command", async () => {
    const tag = `${home}-foreign:latest`;
    const make = (text: string): string =>
      execFileSync("docker", ["build", "-q", "-t", tag, "-"], {
        input: `FROM ${NODE.image}\nENTRYPOINT ["node","-e","require('http').createServer((_,r)=>r.end('${text} '+process.argv.slice(1))).listen(process.env.PORT)","--"]\nCMD ["default"]\n`,
        encoding: "utf8",
        env: { ...process.env, DOCKER_BUILDKIT: "0" },
        stdio: ["pipe", "pipe", "pipe"],
      }).trim();
    try {
      const first = make("first");
      const resolved = await engine.resolveImage(tag, signal);
      assert.equal(resolved.reference, first);
      assert.deepEqual(await engine.resolveImage(first, signal), resolved);
      make("second");
      assert.equal(
        await answer(await start("one", { image: resolved.reference, command: undefined })),
        "first default",
      );
      assert.equal(
        await answer(await start("two", { image: resolved.reference, command: "'my own' words" })),
        "first my own,words",
      );
      assert.notEqual((await engine.resolveImage(tag, signal)).reference, first);
      await engine.stopInstance("one", 0);
      await engine.stopInstance("two", 0);
      await engine.removeImage(resolved.reference);
      assert.notEqual(
        docker("images", "-q", "--no-trunc", "-a", "--filter", `reference=${home}-foreign`),
        "",
        "an image of others stays",
      );
      docker("rmi", "-f", first);
    } finally {
      docker("rmi", "-f", tag);
    }
  });

  it("of an image that is nowhere are refused with the cause", async () => {
    await assert.rejects(engine.resolveImage("nowhere.invalid/app:1", signal), {
      name: "ImageNotFound",
      message: /^Image nowhere.invalid\/app:1 is not on this machine and cannot be pulled: its registry is not reached/,
    });
  });

  it("that cannot be started say why", async () => {
    await assert.rejects(start("one", { image: "sha256:".padEnd(71, "0") }), {
      name: "InstanceNotStarted",
      message: /No such image/,
    });
    await assert.rejects(start("one", { memory: 1 }), { name: "InstanceNotStarted", message: /memory/i });
  });

  describe("when built", () => {
    it("keep the layers of dependencies when only the application changed", async () => {
      write({
        "package.json": JSON.stringify({ name: "a", version: "1.0.0", dependencies: {} }),
        "package-lock.json": JSON.stringify({
          name: "a",
          version: "1.0.0",
          lockfileVersion: 3,
          packages: { "": { name: "a", version: "1.0.0" } },
        }),
      });
      const plan = planOf({ build: ["npm ci", "wc -c server.js"] });
      assert.ok(!(await build("first", plan)).join("\n").includes("nothing changed"));
      writeFileSync(join(folder, "server.js"), "// changed\n");
      assert.deepEqual(await build("second", plan), [
        "$ npm ci",
        "(nothing changed: kept from the last build)",
        "$ wc -c server.js",
        "11 server.js",
      ]);
    });

    it("from the same source again run nothing", async () => {
      const plan = planOf({ build: ["echo once"] });
      assert.deepEqual(await build("once", plan), ["$ echo once", "once"]);
      assert.deepEqual(await build("twice", plan), ["$ echo once", "(nothing changed: kept from the last build)"]);
    });

    it("keep nothing of the host's certificates and of the build's environment", async () => {
      const certificates = join(folder, "ca.pem");
      writeFileSync(certificates, "-----BEGIN CERTIFICATE-----\n");
      const behindProxy = createDockerEngine({
        homeId: home,
        environment: { ...process.env, SSL_CERT_FILE: certificates },
      });
      const lines: string[] = [];
      await behindProxy.buildImage({
        reference: `apprunner/${home}:certificates`,
        plan: planOf(
          { build: ["cat $SSL_CERT_FILE", "echo $NODE_EXTRA_CA_CERTS"] },
          { buildEnvironment: { TOKEN: "for the build" } },
        ),
        sourceDirectory: folder,
        onLine: (line) => lines.push(line),
        signal,
      });
      assert.ok(lines.includes("-----BEGIN CERTIFICATE-----"));
      assert.ok(lines.includes("/run/apprunner-build/certificates.pem"));
      const left = docker("run", "--rm", `apprunner/${home}:certificates`, "sh", "-c", "env; ls /run");
      assert.doesNotMatch(left, /apprunner-build|CERT|TOKEN/);
    });

    it("strictly have only /app of the build, and nothing of post-build", async () => {
      const commands = {
        build: ["echo built > built.txt; echo lost > /opt/lost.txt"],
        postBuild: ["cat built.txt /opt/lost.txt; echo late > late.txt"],
        preRun: ["cat built.txt; echo kept > /opt/kept.txt"],
      };
      const lines = await build("strict", planOf(commands, { isolatedRunImage: true }));
      assert.deepEqual(
        lines.filter((line) => !line.startsWith("$")),
        ["built", "lost", "built"],
      );
      const files = docker("run", "--rm", `apprunner/${home}:strict`, "sh", "-c", "ls /app /opt");
      assert.match(files, /built.txt[\s\S]*kept.txt/);
      assert.doesNotMatch(files, /lost|late/);
    });

    it("for another version than the base image has say which it has", async () => {
      await assert.rejects(build("version", planOf({}, { runtimeVersion: "22.1.0" })), (error: BuildFailed) => {
        assert.match(
          error.message,
          /runtime version is not supported: base image .* has version 22\.\d+\.\d+, NODEJS_22 needs 22\.1\.0/,
        );
        return true;
      });
      await assert.rejects(
        build("interpreter", planOf({}, { versionCommand: "no-such-interpreter -V" })),
        /has no working interpreter/,
      );
    });

    it("keep executable bits, links and names as they are", async () => {
      write({
        "odd/näme with 'quotes' $x": "text",
        "odd/run.sh": "#!/bin/sh\necho ran\n",
        [`odd/${"long".repeat(40)}`]: "",
      });
      execFileSync("sh", ["-c", "chmod +x odd/run.sh; ln -sf run.sh odd/link"], { cwd: folder });
      const lines = await build(
        "odd",
        planOf({ build: ["odd/link", `cat "odd/näme with 'quotes' \\$x"`, "ls odd | wc -l"] }),
      );
      assert.deepEqual(
        lines.filter((line) => !line.startsWith("$")),
        ["ran", "text", "4"],
      );
    });
  });
});
