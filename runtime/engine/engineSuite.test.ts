import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { whyNoDocker } from "../../test/support/docker";
import { NODE_APP, PYTHON_APP } from "../../test/support/engineApps";
import { skip } from "../../test/support/skip";
import { waitFor } from "../../test/support/waitFor";
import { planBuild } from "../build/plan";
import { sourceFiles } from "../build/sourceFiles";
import type { BuildPlan } from "../model/buildPlan";
import { createDockerEngine } from "./docker";
import type { Engine, EngineInstance, InstanceSpec, LogLine } from "./engine";
import type { BuildFailed } from "./failures";
import { createProcessEngine } from "./process";

// What every engine must do, proved on each with real builds and real instances.

interface AppAnswer {
  env: Record<string, string>;
  cwd: string;
  files: string[];
  buildOnly: string;
}

/** How a kind of engine is opened on a home, and what of it is left on the machine. */
interface Kind {
  name: Engine["name"];
  unavailable(): Promise<string | undefined>;
  open(home: string): Engine;
  leftovers(home: string): string[];
}

const SECRET = { CONTROL_PLANE_SECRET: "not for apps" };

const KINDS: Kind[] = [
  {
    name: "docker",
    unavailable: whyNoDocker,
    open: (home) => createDockerEngine({ homeId: home, environment: { ...process.env, ...SECRET } }),
    leftovers: (home) =>
      [
        ["ps", "-aq"],
        ["images", "-aq"],
        ["network", "ls", "-q"],
      ].flatMap((args) =>
        execFileSync("docker", [...args, "--filter", `label=pulumi-apprunner.home=${home}`], { encoding: "utf8" })
          .split("\n")
          .filter(Boolean),
      ),
  },
  {
    name: "process",
    unavailable: async () => undefined,
    open: (home) =>
      createProcessEngine({
        homeId: home,
        directory: join(tmpdir(), home, "process"),
        environment: { ...process.env, ...SECRET },
      }),
    leftovers: (home) => [...processesNaming(home), ...foldersIn(join(tmpdir(), home, "process"))],
  },
];

for (const kind of KINDS) {
  describe(`the ${kind.name} engine`, function () {
    this.timeout(180_000);
    const signal = new AbortController().signal;
    let home: string;
    let engine: Engine;
    let folder: string;
    let reference: string;
    let plan: BuildPlan;
    let buildLines: string[];

    before(async function () {
      const reason = await kind.unavailable();
      if (reason !== undefined) skip(this, reason);
      folder = mkdtempSync(join(tmpdir(), "apprunner-engine-"));
      home = `enginetest${process.pid}${kind.name}${folder.slice(-6).toLowerCase()}`.replace(/[^a-z0-9]/g, "");
      engine = kind.open(home);
      plan = planOf(source("python", PYTHON_APP));
      reference = `apprunner/${home}:python`;
      buildLines = [];
      await build(reference, plan, join(folder, "python"), buildLines);
    });

    afterEach(async () => {
      for (const { id } of await engine.listInstances()) await engine.stopInstance(id, 0);
    });

    after(async () => {
      if (!engine) return;
      await engine.reset();
      await engine.close();
      rmSync(folder, { recursive: true, force: true });
      rmSync(join(tmpdir(), home), { recursive: true, force: true });
    });

    function source(name: string, files: Record<string, string>): string {
      for (const [path, text] of Object.entries(files)) {
        mkdirSync(dirname(join(folder, name, path)), { recursive: true });
        writeFileSync(join(folder, name, path), text);
      }
      return join(folder, name);
    }

    const planOf = (directory: string): BuildPlan =>
      planBuild({
        repository: {
          RepositoryUrl: "file:///x",
          SourceCodeVersion: { Type: "BRANCH", Value: "main" },
          CodeConfiguration: { ConfigurationSource: "REPOSITORY" },
        },
        readFile: sourceFiles(directory),
      });

    const build = (name: string, of: BuildPlan, sourceDirectory: string, lines: string[] = [], abort = signal) =>
      engine.buildImage({
        reference: name,
        plan: of,
        sourceDirectory,
        onLine: (line) => lines.push(line),
        signal: abort,
      });

    const specOf = (id: string, changes: Partial<InstanceSpec> = {}): InstanceSpec => ({
      id,
      serviceArn: `arn:aws:apprunner:us-east-1:000000000000:service/app/${home}`,
      versionId: "version-1",
      image: reference,
      command: plan.run.command,
      port: plan.run.port,
      portVariables: plan.run.portVariables,
      environment: plan.run.environment,
      cpu: 1024,
      memory: 512,
      ...changes,
    });

    const get = async ({ address }: EngineInstance, path = "/"): Promise<AppAnswer> =>
      waitFor(`an answer of ${address}${path}`, () =>
        fetch(`http://${address}${path}`)
          .then((response) => response.json() as Promise<AppAnswer>)
          .catch(() => undefined),
      );

    const exited = (id: string): Promise<EngineInstance> =>
      waitFor(`the end of ${id}`, async () => {
        const instance = await engine.inspectInstance(id);
        return instance?.state === "exited" ? instance : undefined;
      });

    /** Follows until the instance ends or `enough` lines came. */
    async function linesOf(id: string, enough: (lines: LogLine[]) => boolean, since?: Date): Promise<LogLine[]> {
      const lines: LogLine[] = [];
      const stop = new AbortController();
      const timeout = AbortSignal.timeout(30_000);
      await engine.followLogs(
        id,
        since,
        (line) => {
          lines.push(line);
          if (enough(lines)) stop.abort();
        },
        AbortSignal.any([stop.signal, timeout]),
      );
      return lines;
    }

    it("says in a line what it is", async () => {
      assert.match(await engine.describe(), kind.name === "docker" ? /^(Docker|Podman) \d+\..* at / : /Python 3.*v\d+/);
    });

    it("builds a source, telling each command and what it writes", () => {
      const text = buildLines.join("\n");
      assert.match(text, /\$ echo pre-build in \$\(basename \$PWD\)\npre-build in app\n/);
      assert.match(text, /\$ echo to stderr >&2\nto stderr\n/);
      assert.match(text, /\$ cat built.txt\nbuilding\n\$ echo "\$BUILD_ONLY"/);
      assert.ok(!text.includes("--->") && !text.includes("\u001b"), "nothing of the builder's own");
    });

    it("lists the image, and does not build the same reference again", async () => {
      assert.deepEqual(await engine.listImages(), [reference]);
      const lines: string[] = [];
      const again = await build(reference, plan, "/nonexistent", lines);
      assert.deepEqual(lines, []);
      assert.equal(again.reference, reference);
      assert.match(again.digest, /^sha256:[0-9a-f]{64}$/);
    });

    it("leaves the source as it was", () => {
      assert.deepEqual(readdirSync(join(folder, "python")).sort(), ["app.py", "apprunner.yaml"]);
    });

    it("starts an instance that answers on a loopback port", async () => {
      const instance = await engine.startInstance(specOf("one"));
      assert.equal(instance.state, "running");
      assert.match(instance.address ?? "", /^127\.0\.0\.1:\d+$/);
      assert.equal(instance.exitCode, undefined);
      assert.ok(Math.abs(Date.now() - instance.startedAt!.getTime()) < 60_000);
      const { env, cwd, files } = await get(instance);
      assert.equal(env.GREETING, "hällo $HOME 'x'");
      assert.equal(env.APP_PORT, env.PORT);
      if (kind.name === "docker") assert.equal(env.PORT, "8000");
      assert.match(cwd, /\/app$/);
      assert.deepEqual(files, ["app.py", "apprunner.yaml", "build-only.txt", "built.txt"]);
    });

    it("keeps the build's environment, and its own, out of the app's", async () => {
      const { env, buildOnly } = await get(await engine.startInstance(specOf("one")));
      assert.equal(env.BUILD_ONLY, undefined);
      assert.equal(env.CONTROL_PLANE_SECRET, undefined);
      assert.equal(buildOnly, `a 'b' "c" $d`, "pre-run sees build.env, and no shell reads it");
    });

    it("starts an instance once, however often it is asked", async () => {
      const [first, second] = await Promise.all([
        engine.startInstance(specOf("one")),
        engine.startInstance(specOf("one")),
      ]);
      assert.deepEqual(second, first);
      assert.deepEqual(await engine.startInstance(specOf("one")), first);
      assert.deepEqual(await engine.listInstances(), [first]);
    });

    it("runs several instances side by side", async () => {
      const all = await Promise.all(["one", "two", "three"].map((id) => engine.startInstance(specOf(id))));
      assert.equal(new Set(all.map(({ address }) => address)).size, 3);
      await Promise.all(all.map((instance) => get(instance)));
      assert.deepEqual((await engine.listInstances()).map(({ id }) => id).sort(), ["one", "three", "two"]);
    });

    it("tells the output of both streams, line by line, with the time", async () => {
      const began = Date.now();
      await engine.startInstance(specOf("one"));
      const lines = await linesOf("one", ({ length }) => length >= 2);
      assert.deepEqual(lines.map(({ stream, text }) => [stream, text]).sort(), [
        ["stderr", "to stderr"],
        ["stdout", "starting"],
      ]);
      assert.ok(lines.every(({ at }) => at.getTime() > began - 5_000 && at.getTime() < Date.now() + 5_000));
    });

    it("tells output from a time on", async () => {
      const instance = await engine.startInstance(specOf("one"));
      const [first] = await linesOf("one", ({ length }) => length >= 2);
      await get(instance);
      const from = new Date(Date.now() + 1);
      await waitFor("the next millisecond", () => (Date.now() > from.getTime() ? true : undefined));
      await get(instance, "/noise");
      const later = await linesOf("one", (lines) => lines.some(({ text }) => text === "after the noise"), from);
      assert.ok(!later.some(({ text }) => text === first!.text));
    });

    it("hands out huge lines in pieces and bytes that are no text as U+FFFD", async () => {
      await get(await engine.startInstance(specOf("one")), "/noise");
      const lines = await linesOf("one", (all) => all.some(({ text }) => text === "after the noise"));
      const pieces = lines.filter(({ text }) => /^x+$/.test(text));
      assert.equal(pieces.map(({ text }) => text).join("").length, 200_000);
      assert.ok(pieces.every(({ text }) => text.length <= 64 * 1024));
      assert.ok(lines.some(({ text }) => text.includes("\uFFFD")));
    });

    it("ends an instance with SIGTERM, and its log with it", async () => {
      await get(await engine.startInstance(specOf("one")));
      let log: Promise<LogLine[]> | undefined;
      await new Promise<void>((resolve) => {
        log = linesOf("one", ({ length }) => {
          if (length > 0) resolve();
          return false;
        });
      });
      const began = Date.now();
      await engine.stopInstance("one", 20);
      assert.ok(Date.now() - began < 15_000, "it did not wait for the grace to end");
      assert.equal((await log!).at(-1)?.text, "ending on SIGTERM");
      assert.equal(await engine.inspectInstance("one"), undefined);
    });

    it("kills an instance that does not end in its grace", async () => {
      const instance = await engine.startInstance(
        specOf("one", { environment: { ...plan.run.environment, IGNORE_SIGTERM: "1" } }),
      );
      await get(instance);
      const began = Date.now();
      await engine.stopInstance("one", 1);
      assert.ok(Date.now() - began >= 1000);
      assert.deepEqual(await engine.listInstances(), []);
      await assert.rejects(fetch(`http://${instance.address}`));
    });

    it("shows how an instance ended, until it is removed", async () => {
      const instance = await engine.startInstance(specOf("one"));
      await get(instance);
      await fetch(`http://${instance.address}/crash`).catch(() => undefined);
      const ended = await exited("one");
      assert.equal(ended.exitCode, 7);
      assert.equal(ended.address, undefined);
      assert.equal(ended.outOfMemory, false);
      assert.deepEqual(await engine.listInstances(), [ended]);
      assert.deepEqual(await engine.startInstance(specOf("one")), ended, "an exited one is not started again");
      assert.deepEqual((await linesOf("one", () => false)).length, 2, "its log is still there and ends");
    });

    it("shows a command that is not there as its shell does", async () => {
      const started = await engine.startInstance(specOf("one", { command: "no-such-program --now" }));
      assert.ok(started.startedAt);
      assert.equal((await exited("one")).exitCode, 127);
      assert.match(
        (await linesOf("one", () => false)).map(({ text }) => text).join("\n"),
        /no-such-program.*not found/,
      );
    });

    it("ends an instance that takes more than its memory, and says so", async function () {
      if (kind.name === "process" && process.platform !== "linux") skip(this, "only Linux tells a process's memory");
      const instance = await engine.startInstance(specOf("one", { memory: 128 }));
      await get(instance);
      await fetch(`http://${instance.address}/eat`).catch(() => undefined);
      const ended = await exited("one");
      assert.equal(ended.outOfMemory, true);
      assert.equal(ended.exitCode, 137);
    });

    it("finds its instances again after a restart of the control plane", async () => {
      const instance = await engine.startInstance(specOf("one"));
      await get(instance);
      const other = kind.open(home);
      assert.deepEqual(await other.listInstances(), [instance]);
      assert.deepEqual(await other.startInstance(specOf("one")), instance);
      assert.deepEqual(await other.listImages(), [reference]);
      await other.stopInstance("one", 10);
      assert.deepEqual(await engine.listInstances(), []);
      await other.close();
    });

    it("takes what is gone for done", async () => {
      await engine.stopInstance("never-was", 10);
      await engine.removeImage("apprunner/never:was");
      await engine.followLogs("never-was", undefined, () => assert.fail(), signal);
      assert.equal(await engine.inspectInstance("never-was"), undefined);
    });

    it("says which command of a build failed, with its last lines", async () => {
      const failing = {
        ...plan,
        commands: { ...plan.commands, build: ["seq 1 100", "echo why >&2; exit 4", "echo never"] },
      };
      await assert.rejects(build(`${reference}-failing`, failing, join(folder, "python")), (error: BuildFailed) => {
        assert.equal(error.name, "BuildFailed");
        assert.equal(
          error.message,
          "Failed to execute 'build' command. `echo why >&2; exit 4` ended with exit code 4.",
        );
        assert.equal(error.lastLines.at(-1), "why");
        assert.ok(error.lastLines.length <= 30 && error.lastLines.includes("99"));
        return true;
      });
      assert.deepEqual(await engine.listImages(), [reference]);
    });

    it("takes any output of a build", async () => {
      const lines: string[] = [];
      const noisy = `python3 -c 'import sys; sys.stdout.buffer.write(b"y" * 150000 + b"\\n" + bytes(range(128, 256)) + b"\\nStep 3/9 : FROM x\\n")'`;
      const noisyPlan = { ...plan, commands: { preBuild: [], build: [noisy], postBuild: [], preRun: [] } };
      await build(`${reference}-noisy`, noisyPlan, join(folder, "python"), lines);
      await engine.removeImage(`${reference}-noisy`);
      assert.equal(lines.filter((line) => /^y+$/.test(line)).join("").length, 150_000);
      assert.ok(lines.some((line) => line.includes("\uFFFD")));
      assert.ok(lines.includes("Step 3/9 : FROM x"));
      assert.deepEqual(await engine.listImages(), [reference]);
    });

    it("stops a build when it is told to, leaving nothing of it", async () => {
      const controller = new AbortController();
      const marker = `31.${Math.floor(Math.random() * 1e9)}`;
      const slow = { ...plan, commands: { ...plan.commands, build: [`echo waiting; sleep ${marker}`] } };
      const lines: string[] = [];
      const building = build(`${reference}-slow`, slow, join(folder, "python"), lines, controller.signal);
      building.catch(() => undefined);
      await waitFor("the build to wait", () => (lines.includes("waiting") ? true : undefined));
      controller.abort(new Error("told to stop"));
      await assert.rejects(building, /told to stop/);
      await waitFor("the end of the command", () => (processesNaming(marker).length === 0 ? true : undefined));
      assert.deepEqual(await engine.listImages(), [reference]);
      assert.deepEqual(await engine.listInstances(), []);
    });

    it("refuses a version or language it does not have", async () => {
      const other = { ...plan, runtime: "GO_1" as const, language: "go" as const, baseImage: "nowhere.invalid/go:1" };
      await assert.rejects(build(`${reference}-go`, other, join(folder, "python")), {
        name: "BuildFailed",
        message:
          kind.name === "docker" ? /base image of GO_1 is missing.*nowhere.invalid/ : /GO_1 needs the docker engine/,
      });
    });

    it("runs Node.js too", async () => {
      const nodePlan = planOf(source("node", NODE_APP));
      const lines: string[] = [];
      const image = await build(`apprunner/${home}:node`, nodePlan, join(folder, "node"), lines);
      assert.match(lines.join("\n"), /\$ npm --version\n\d+\.\d+\.\d+\n\$ node --version\nv\d+/);
      const { run } = nodePlan;
      const instance = await engine.startInstance(
        specOf("node", {
          image: image.reference,
          command: run.command,
          port: run.port,
          portVariables: run.portVariables,
          environment: run.environment,
        }),
      );
      assert.ok(await get(instance));
      await engine.stopInstance("node", 10);
      await engine.removeImage(image.reference);
      assert.deepEqual(await engine.listImages(), [reference]);
    });

    it("leaves nothing after a reset", async () => {
      const other = `${home}other`;
      const apart = kind.open(other);
      try {
        await apart.buildImage({
          reference: `apprunner/${other}:1`,
          plan,
          sourceDirectory: join(folder, "python"),
          onLine: () => undefined,
          signal,
        });
        await apart.startInstance(specOf("one", { image: `apprunner/${other}:1` }));
        await apart.startInstance(
          specOf("two", {
            image: `apprunner/${other}:1`,
            serviceArn: "arn:aws:apprunner:us-east-1:000000000000:service/b/c",
          }),
        );
        assert.notDeepEqual(kind.leftovers(other), []);
        await engine.startInstance(specOf("mine"));
      } finally {
        await apart.reset();
      }
      assert.deepEqual(kind.leftovers(other), []);
      rmSync(join(tmpdir(), other), { recursive: true, force: true });
      assert.deepEqual(
        (await engine.listInstances()).map(({ id }) => id),
        ["mine"],
        "another home's are not touched",
      );
      assert.deepEqual(await engine.listImages(), [reference]);
      await apart.reset();
      await apart.close();
    });
  });
}

/** Command lines of this machine's processes (those in containers too) that hold a text. */
function processesNaming(text: string): string[] {
  return readdirSync("/proc")
    .filter((name) => /^\d+$/.test(name) && Number(name) !== process.pid)
    .map((pid) => {
      try {
        return readFileSync(`/proc/${pid}/cmdline`, "utf8").replaceAll("\0", " ");
      } catch {
        return "";
      }
    })
    .filter((line) => line.includes(text));
}

function foldersIn(directory: string): string[] {
  try {
    return readdirSync(directory);
  } catch {
    return [];
  }
}
