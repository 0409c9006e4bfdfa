import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { once } from "node:events";
import { existsSync, statSync } from "node:fs";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { AppRunnerClient, ListServicesCommand } from "@aws-sdk/client-apprunner";
import { homePaths } from "../../api/home";
import { FREE_PORTS, Homes, lives, outcomeOf, runCli, startCli, startLocal } from "./commandLine";

describe("apprunner local", function () {
  this.timeout(120_000);
  const homes = new Homes();
  after(() => homes.remove());

  describe("start", () => {
    it("prints one line of JSON that says where the runtime answers, and the same again when it runs already", async () => {
      const home = homes.create();
      const args = ["local", "start", "--home", home, "--engine", "process", "--json"];
      const first = await runCli([...args, ...FREE_PORTS]);
      assert.equal(first.code, 0, first.stderr);
      assert.match(first.stdout, /^\{.*\}\n$/);
      const endpoint = JSON.parse(first.stdout);
      assert.deepEqual(Object.keys(endpoint).sort(), ["endpoint", "engine", "home", "http", "https", "pid"]);
      for (const url of [endpoint.endpoint, endpoint.http, endpoint.https]) {
        assert.match(url, /^https?:\/\/127\.0\.0\.1:[1-9]\d*$/);
      }
      assert.equal(endpoint.home, home);
      assert.equal(endpoint.engine, "process");
      assert.ok(lives(endpoint.pid));
      assert.deepEqual(await runCli(args), first);
    });

    it("says that one runs already, and refuses to be another engine or port", async () => {
      const home = homes.create();
      const { pid } = await startLocal(home);
      const again = await runCli(["local", "start", "--home", home]);
      assert.equal(again.code, 0);
      assert.match(again.stdout, /runs already/);
      const other = await runCli(["local", "start", "--home", home, "--engine", "docker"]);
      assert.equal(other.code, 1);
      assert.match(other.stderr, new RegExp(`pid ${pid}.*process engine and not the docker engine.*local stop`));
    });

    it("makes one runtime when two starts happen at once", async () => {
      const home = homes.create();
      const [one, other] = await Promise.all([startLocal(home), startLocal(home)]);
      assert.deepEqual(one, other);
    });

    it("lets runtimes of different homes run side by side", async () => {
      const [one, other] = await Promise.all([startLocal(homes.create()), startLocal(homes.create())]);
      assert.notEqual(one.pid, other.pid);
      assert.equal(new Set([one, other].flatMap(({ endpoint, http, https }) => [endpoint, http, https])).size, 6);
    });

    it("names a port that somebody else has, and leaves nothing running", async () => {
      const home = homes.create();
      const server: Server = createServer().listen(0, "127.0.0.1");
      await once(server, "listening");
      try {
        const taken = String((server.address() as AddressInfo).port);
        const ports = [...FREE_PORTS.slice(2), "--api-port", taken];
        const { code, stdout, stderr } = await runCli([
          "local",
          "start",
          "--home",
          home,
          "--engine",
          "process",
          ...ports,
        ]);
        assert.equal(code, 1);
        assert.equal(stdout, "");
        assert.match(stderr, new RegExp(`did not start[\\s\\S]*${taken}[\\s\\S]*--api-port`));
        assert.equal((await runCli(["local", "status", "--home", home])).code, 1);
      } finally {
        server.close();
      }
    });

    it("says that Docker does not answer when it is asked for and does not", async () => {
      const { code, stderr } = await runCli(
        ["local", "start", "--home", homes.create(), "--engine", "docker", ...FREE_PORTS],
        { DOCKER_HOST: `unix://${join(tmpdir(), "no-such-docker.sock")}` },
      );
      assert.equal(code, 1);
      assert.match(stderr, /no-such-docker\.sock/);
      assert.match(stderr, /--engine process/);
    });

    it("stays in the foreground with the runtime's output, and stops everything on Ctrl-C", async () => {
      const home = homes.create();
      const child = startCli([
        "local",
        "start",
        "--home",
        home,
        "--engine",
        "process",
        "--foreground",
        "--json",
        ...FREE_PORTS,
      ]);
      const outcome = outcomeOf(child);
      const [line] = (await once(child.stdout as NodeJS.ReadableStream, "data")) as [Buffer];
      const { pid } = JSON.parse(line.toString());
      assert.ok(lives(pid));
      child.kill("SIGINT");
      const { code, stderr } = await outcome;
      assert.equal(code, 0, stderr);
      assert.ok(!lives(pid));
      assert.match(stderr, /has stopped/);
    });
  });

  describe("status, stop and logs", () => {
    it("follow a runtime through stop and a new start", async () => {
      const home = homes.create();
      const { pid } = await startLocal(home);
      const running = await runCli(["local", "status", "--home", home, "--json"]);
      assert.equal(running.code, 0);
      assert.equal(JSON.parse(running.stdout).running, true);

      const stopped = await runCli(["local", "stop", "--home", home]);
      assert.equal(stopped.code, 0, stopped.stderr);
      assert.ok(!lives(pid));
      const status = await runCli(["local", "status", "--home", home, "--json"]);
      assert.equal(status.code, 1);
      assert.deepEqual(JSON.parse(status.stdout), { running: false, home });

      assert.notEqual((await startLocal(home)).pid, pid);
      const logs = await runCli(["local", "logs", "--home", home, "--lines", "1000"]);
      assert.equal(logs.stdout.match(/The App Runner API answers at/g)?.length, 2);
    });

    it("are at peace with a home in which nothing ever ran", async () => {
      const home = join(homes.create(), "never");
      assert.equal((await runCli(["local", "stop", "--home", home])).code, 0);
      assert.equal((await runCli(["local", "status", "--home", home])).code, 1);
      assert.equal((await runCli(["local", "logs", "--home", home])).code, 1);
      assert.ok(!existsSync(home));
    });

    it("do not mistake another home's runtime for a crashed one's", async () => {
      const [crashed, alive] = [homes.create(), homes.create()];
      const other = await startLocal(alive);
      const { writeFileSync } = await import("node:fs");
      writeFileSync(homePaths(crashed).endpoint, JSON.stringify({ ...other, home: crashed }));
      assert.equal((await runCli(["local", "status", "--home", crashed])).code, 1);
    });
  });

  describe("env", () => {
    it("makes AWS's own SDK in a shell answer from the local App Runner", async () => {
      const home = homes.create();
      const { endpoint } = await startLocal(home);
      const { stdout, code } = await runCli(["local", "env", "--home", home, "--region", "eu-west-1"]);
      assert.equal(code, 0);
      const environment = execFileSync("sh", ["-c", 'eval "$EXPORTS"; env -0'], {
        encoding: "utf8",
        env: { PATH: process.env.PATH, AWS_PROFILE: "somebody", EXPORTS: stdout },
      });
      const values = Object.fromEntries(environment.split("\0").map((entry) => entry.split(/=(.*)/s, 2)));
      assert.equal(values.AWS_PROFILE, undefined);
      const client = new AppRunnerClient({
        region: values.AWS_REGION,
        endpoint: values.AWS_ENDPOINT_URL_APPRUNNER,
        credentials: { accessKeyId: values.AWS_ACCESS_KEY_ID, secretAccessKey: values.AWS_SECRET_ACCESS_KEY },
      });
      assert.equal(values.AWS_ENDPOINT_URL_APPRUNNER, endpoint);
      assert.equal(values.AWS_REGION, "eu-west-1");
      assert.deepEqual((await client.send(new ListServicesCommand({}))).ServiceSummaryList, []);
      assert.equal(statSync(homePaths(home).credentials).mode & 0o077, 0);
    });

    it("prints nothing to evaluate when no runtime runs", async () => {
      const { code, stdout, stderr } = await runCli(["local", "env", "--home", homes.create()]);
      assert.equal(code, 1);
      assert.equal(stdout, "");
      assert.match(stderr, /local start/);
    });
  });

  describe("reset", () => {
    it("does nothing without --yes where nobody can be asked", async () => {
      const home = homes.create();
      const { pid } = await startLocal(home);
      const { code, stderr } = await runCli(["local", "reset", "--home", home]);
      assert.equal(code, 2);
      assert.match(stderr, /--yes/);
      assert.ok(lives(pid));
    });

    it("removes the state with --yes", async () => {
      const home = homes.create();
      const { pid } = await startLocal(home);
      const { code, stderr } = await runCli(["local", "reset", "--home", home, "--yes"]);
      assert.equal(code, 0, stderr);
      assert.ok(!lives(pid));
      for (const file of [homePaths(home).database, homePaths(home).credentials, homePaths(home).logs]) {
        assert.ok(!existsSync(file), file);
      }
    });
  });
});
