import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { waitFor } from "../../../test/support/waitFor";
import { findRuntime } from "../../build/runtimeTable";
import type { BuildPlan, RuntimeName } from "../../model/buildPlan";
import type { Engine, EngineInstance, InstanceSpec, LogLine } from "../engine";
import { createProcessEngine } from "../process";
import { instanceFolder } from "./instances";
import { layoutOf } from "./layout";
import { createRecordReader } from "./logs";
import { machineOf } from "./machine";
import { processStart } from "./processStart";
import { runCommand } from "./runCommand";

describe("the process engine's own ways", function () {
  this.timeout(60_000);
  const signal = new AbortController().signal;
  let folder: string;
  let engine: Engine;
  const directory = (): string => join(folder, "engine");
  const open = (environment: NodeJS.ProcessEnv = process.env): Engine =>
    createProcessEngine({ homeId: "test", directory: directory(), environment });

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "apprunner-process-"));
    mkdirSync(join(folder, "source"));
    writeFileSync(join(folder, "source/app.txt"), "text");
    engine = open();
  });
  afterEach(async () => {
    await engine.reset();
    rmSync(folder, { recursive: true, force: true });
  });

  const planOf = (
    name: RuntimeName,
    commands: Partial<BuildPlan["commands"]> = {},
    changes: Partial<BuildPlan> = {},
  ): BuildPlan => {
    const { runtime, language, image, version, versionCommand } = findRuntime(name)!;
    return {
      runtime,
      language,
      baseImage: image,
      runtimeVersion: version,
      versionCommand,
      commands: { preBuild: [], build: [], postBuild: [], preRun: [], ...commands },
      buildEnvironment: {},
      isolatedRunImage: false,
      notes: ["Note: of the plan"],
      run: { command: "run-it 8080", port: 8080, portVariables: ["PORT", "MY_PORT"], environment: {}, secrets: {} },
      ...changes,
    };
  };

  const build = async (plan: BuildPlan, from = engine, reference = "app:1"): Promise<string[]> => {
    const lines: string[] = [];
    const onLine = (line: string): void => void lines.push(line);
    await from.buildImage({ reference, plan, sourceDirectory: join(folder, "source"), onLine, signal });
    return lines;
  };

  const start = (command: string, changes: Partial<InstanceSpec> = {}): Promise<EngineInstance> =>
    engine.startInstance({
      id: "one",
      serviceArn: "arn",
      versionId: "1",
      image: "app:1",
      command,
      port: 8080,
      environment: {},
      cpu: 1024,
      memory: 512,
      ...changes,
    });

  const exited = (): Promise<EngineInstance> =>
    waitFor("its end", async () => {
      const instance = await engine.inspectInstance("one");
      return instance?.state === "exited" ? instance : undefined;
    });

  const outputOf = async (): Promise<string[]> => {
    const lines: string[] = [];
    await engine.followLogs("one", undefined, ({ text }) => lines.push(text), AbortSignal.timeout(10_000));
    return lines;
  };

  it("say first that the port is chosen here, and when the command names one", async () => {
    const [note, ports] = await build(planOf("NODEJS_22"));
    assert.equal(note, "Note: of the plan");
    assert.match(
      ports!,
      /must listen on \$PORT or \$MY_PORT, not on 8080\. The start command names 8080: write \$PORT/,
    );
  });

  it("warn of another version than the machine has", async () => {
    const lines = await build(planOf("NODEJS_22", {}, { runtimeVersion: "22.0.99" }));
    assert.match(lines.join("\n"), /Warning: NODEJS_22 is version 22\.0\.99, this machine has \d+\.\d+\.\d+/);
  });

  it("take the user's node, not the one of a project's node_modules", () => {
    const machine = machineOf({
      PATH: "/a/node_modules/.bin:/usr/bin:/b/node_modules/node/bin:/bin",
      HOME: "/h",
      SECRET: "x",
    });
    assert.deepEqual(machine.path.slice(0, 2), ["/usr/bin", "/bin"]);
    assert.equal(machine.environment.SECRET, undefined);
    assert.equal(machine.environment.HOME, "/h");
  });

  it("say what to install when there is no interpreter", async () => {
    const bare = open({ PATH: join(folder, "nothing"), HOME: folder });
    await assert.rejects(build(planOf("PYTHON_311"), bare), {
      name: "BuildFailed",
      message: /python3 was not found on PATH: install Python 3/,
    });
    assert.match(await bare.describe(), /child processes with v\d+/, "our own Node.js is always there");
    assert.deepEqual(await bare.listImages(), []);
  });

  it("say what to install when Python cannot make environments", async () => {
    mkdirSync(join(folder, "bin"));
    writeFileSync(join(folder, "bin/python3"), "#!/bin/sh\necho No module named ensurepip >&2\nexit 1\n", {
      mode: 0o755,
    });
    const crippled = open({ PATH: `${join(folder, "bin")}:/usr/bin:/bin` });
    const python3 = planOf("PYTHON_3");
    await assert.rejects(build(python3, crippled), {
      name: "BuildFailed",
      message: /python3 cannot make a virtual environment: install its venv module .*python3-venv/,
    });
    assert.deepEqual(await crippled.listImages(), []);
  });

  it("give Python an environment of its own, and strictly a new one for the run", async () => {
    const commands = {
      build: ["pip --version", "touch $VIRTUAL_ENV/lost; touch kept"],
      postBuild: ["test -e kept; touch late"],
      preRun: ["ls; ls $VIRTUAL_ENV"],
    };
    const lines = await build(planOf("PYTHON_311", commands, { isolatedRunImage: true }));
    assert.match(lines.join("\n"), new RegExp(`pip \\S+ from ${directory()}/builds/`));
    assert.ok(lines.includes("kept") && !lines.includes("late") && !lines.includes("lost"));
  });

  it("refuse images of repositories, naming the engine that has them", async () => {
    await assert.rejects(engine.resolveImage("nginx:latest", signal), {
      name: "ImageNotFound",
      message: /--engine docker/,
    });
  });

  it("have no image until its build has ended, and sweep what a crash left", async () => {
    mkdirSync(join(directory(), "builds/app-1-crashed"), { recursive: true });
    await assert.rejects(build(planOf("NODEJS_22", { build: ["exit 1"] })), { name: "BuildFailed" });
    assert.deepEqual(await engine.listImages(), []);
    assert.ok(!existsSync(join(directory(), "builds/app-1-crashed")));
    await build(planOf("NODEJS_22"));
    assert.deepEqual(await engine.listImages(), ["app:1"]);
    await engine.removeImage("app:1");
    assert.equal(execFileSync("ls", [join(directory(), "builds")], { encoding: "utf8" }), "");
  });

  it("have the same digest for the same source and another for another", async () => {
    const digest = async (reference: string) =>
      (
        await engine.buildImage({
          reference,
          plan: planOf("NODEJS_22"),
          sourceDirectory: join(folder, "source"),
          onLine: () => undefined,
          signal,
        })
      ).digest;
    const first = await digest("app:1");
    assert.equal(await digest("app:2"), first);
    writeFileSync(join(folder, "source/app.txt"), "changed");
    assert.notEqual(await digest("app:3"), first);
    symlinkSync("app.txt", join(folder, "source/link"));
    assert.notEqual(await digest("app:4"), await digest("app:3"));
  });

  it("write no secret to a file or a command line", async () => {
    await build(planOf("NODEJS_22"));
    await start("sleep 100", { environment: { DATABASE_PASSWORD: "hunter2-secret" } });
    assert.throws(() => execFileSync("grep", ["-r", "hunter2-secret", directory()]), { status: 1 });
    assert.ok(!execFileSync("ps", ["axww"], { encoding: "utf8" }).includes("hunter2-secret"));
    assert.equal(statSync(instanceFolder(layoutOf(directory()), "one")).mode & 0o077, 0);
  });

  it("end everything of an app with its main process", async () => {
    await build(planOf("NODEJS_22"));
    await start("sleep 271828 & sleep 271828 & exit 3");
    assert.equal((await exited()).exitCode, 3);
    assert.throws(() => execFileSync("pgrep", ["-f", "sleep 271828"]), { status: 1 });
  });

  it("count a signal as Docker does", async () => {
    await build(planOf("NODEJS_22"));
    await start("kill -SEGV $$; sleep 1");
    assert.equal((await exited()).exitCode, 139);
  });

  it("see an instance whose supervisor was killed as ended, and end its app", async () => {
    await build(planOf("NODEJS_22"));
    await start("sleep 314159");
    const { pid } = JSON.parse(
      readFileSync(join(instanceFolder(layoutOf(directory()), "one"), "supervisor.json"), "utf8"),
    );
    process.kill(pid, "SIGKILL");
    const ended = await exited();
    assert.equal(ended.exitCode, undefined);
    await engine.stopInstance("one", 5);
    assert.throws(() => execFileSync("pgrep", ["-f", "sleep 314159"]), { status: 1 });
  });

  it("take a pid that another process has by now for gone", async () => {
    await build(planOf("NODEJS_22"));
    await start("sleep 100");
    const file = join(instanceFolder(layoutOf(directory()), "one"), "supervisor.json");
    const record = JSON.parse(readFileSync(file, "utf8"));
    process.kill(record.pid, "SIGKILL");
    writeFileSync(file, JSON.stringify({ ...record, pid: process.pid }));
    assert.equal((await engine.inspectInstance("one"))?.state, "exited");
    await engine.stopInstance("one", 0);
    assert.ok(processStart(process.pid), "we are still here");
  });

  it("keep the end of an endless output, and follow it over the change of files", async () => {
    await build(planOf("NODEJS_22"));
    const line = "x".repeat(999);
    await start(
      `i=0; while [ $i -lt 24 ]; do head -c 1000000 /dev/zero | tr '\\0' x | fold -w 999; echo; echo block $i; sleep 0.1; i=$((i+1)); done`,
    );
    const lines = await outputOf();
    assert.equal(lines.at(-1), "block 23");
    assert.equal(lines.filter((text) => text.startsWith("block")).length, 24, "the follower missed nothing");
    assert.ok(lines.includes(line));
    const kept = instanceFolder(layoutOf(directory()), "one");
    const sizes = ["output.bin", "output.1.bin"].map((name) => statSync(join(kept, name)).size);
    assert.ok(
      sizes.every((size) => size < 11 * 1024 ** 2),
      String(sizes),
    );
    assert.equal((await outputOf()).at(-1), "block 23");
  });

  it("read records of output that was cut off in the middle", () => {
    const lines: LogLine[] = [];
    const reader = createRecordReader((line) => lines.push(line));
    const record = Buffer.alloc(16 + 4);
    record.writeUInt8(2, 0);
    record.writeUInt32BE(4, 4);
    record.writeDoubleBE(1000, 8);
    record.write("abc\n", 16);
    reader.write(Buffer.concat([record, record.subarray(0, 18)]));
    reader.reset();
    reader.write(record);
    reader.end();
    assert.deepEqual(
      lines.map(({ at, stream, text }) => [at.getTime(), stream, text]),
      [
        [1000, "stderr", "abc"],
        [1000, "stderr", "abc"],
      ],
    );
  });

  it("run a command to its end though something it left holds its output open", async () => {
    const lines: string[] = [];
    const code = await runCommand({
      command: "setsid sleep 5 & echo done; exit 5",
      directory: dirname(folder),
      environment: { PATH: process.env.PATH! },
      onLine: (line) => lines.push(line),
      signal,
    });
    assert.equal(code, 5);
    assert.deepEqual(lines, ["done"]);
  });
});
