import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createDockerEngine } from "../docker";
import { addressDaemon } from "./daemon";

describe("a Docker daemon that cannot be used", () => {
  const describeAt = (dockerHost: string): Promise<string> =>
    createDockerEngine({ homeId: "x", environment: {}, dockerHost }).describe();

  it("is not there: the socket does not exist", async () => {
    await assert.rejects(describeAt("unix:///no/such/docker.sock"), {
      name: "EngineUnavailable",
      message: /No Docker daemon: unix:\/\/\/no\/such\/docker.sock does not exist. Start Docker.*--engine process/,
    });
  });

  it("does not answer: nothing listens", async () => {
    await assert.rejects(describeAt("tcp://127.0.0.1:1"), {
      name: "EngineUnavailable",
      message: /does not answer \(ECONNREFUSED\)/,
    });
  });

  it("does not answer: the socket is dead", async () => {
    const folder = mkdtempSync(join(tmpdir(), "apprunner-socket-"));
    writeFileSync(join(folder, "docker.sock"), "");
    await assert.rejects(describeAt(`unix://${folder}/docker.sock`), {
      name: "EngineUnavailable",
      message: /does not answer/,
    });
    rmSync(folder, { recursive: true });
  });

  it("has no address that we understand", () => {
    assert.throws(() => createDockerEngine({ homeId: "x", environment: { DOCKER_HOST: "ssh://host" } }), {
      name: "EngineUnavailable",
      message: /DOCKER_HOST is "ssh:\/\/host"; it must begin with/,
    });
  });

  it("answers what is no Docker's answer", async () => {
    const server = createServer((_, response) => response.writeHead(500).end("broken")).listen(0, "127.0.0.1");
    await new Promise((resolve) => server.once("listening", resolve));
    const address = server.address();
    const port = typeof address === "object" ? address?.port : 0;
    await assert.rejects(describeAt(`tcp://127.0.0.1:${port}`), /500/);
    server.close();
  });

  it("is looked for where the environment says", () => {
    assert.equal(addressDaemon({ DOCKER_HOST: "unix:///a.sock" }).address, "unix:///a.sock");
    assert.equal(addressDaemon({ DOCKER_HOST: "unix:///a.sock" }, "unix:///b.sock").address, "unix:///b.sock");
    const folder = mkdtempSync(join(tmpdir(), "apprunner-home-"));
    assert.match(addressDaemon({ HOME: folder }).address, /^unix:\/\/.*\.sock$/);
    rmSync(folder, { recursive: true });
  });
});
