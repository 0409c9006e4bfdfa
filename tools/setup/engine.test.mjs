import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { whyNoPackages } from "./debian.mjs";
import { daemonPid, daemonPlace, freeSubnet, readAddresses, whyNoDaemon } from "./dockerd.mjs";
import { findEngine } from "./engine.mjs";

const say = () => {};

describe("the engine ladder", () => {
  const cache = "/nowhere/cache";
  const answering = (host) => async (asked) => (asked === host ? {} : new Error("connect ECONNREFUSED"));

  it("takes the engine that DOCKER_HOST names", async () => {
    const found = await findEngine({ cache, env: { DOCKER_HOST: "tcp://h:1" }, say, probe: answering("tcp://h:1") });
    assert.equal(found.kind, "docker");
    assert.equal(found.host, "tcp://h:1");
    assert.equal(found.rung, "DOCKER_HOST");
  });

  it("does not look for another when the one that DOCKER_HOST names is dead", async () => {
    const finding = findEngine({ cache, env: { DOCKER_HOST: "tcp://h:1" }, say, probe: answering("tcp://h:2") });
    await assert.rejects(
      finding,
      /DOCKER_HOST=tcp:\/\/h:1 does not answer: connect ECONNREFUSED\. Start that engine, or unset/,
    );
  });

  it("takes the private daemon of the cache when it answers", async () => {
    const { host } = daemonPlace(cache);
    const found = await findEngine({ cache, env: { DOCKER_HOST: host }, say, probe: answering(host) });
    assert.equal(found.rung, "the private dockerd of this cache");
    assert.equal(found.host, host);
  });

  it("says that Podman answers", async () => {
    const found = await findEngine({
      cache,
      env: { DOCKER_HOST: "unix:///p" },
      say,
      probe: async () => ({ podman: true }),
    });
    assert.equal(found.podman, true);
  });

  it("asks no daemon when the process engine is wanted", async () => {
    const found = await findEngine({ cache, env: {}, wanted: "process", say, probe: () => assert.fail("asked") });
    assert.deepEqual(found, { kind: "process", rung: "process engine", refused: [] });
  });
});

describe("a machine-wide installation", () => {
  const debian = { ID: "debian" };

  it("is left alone without root", () => {
    assert.match(whyNoPackages({ uid: 1000, release: debian, apt: "/usr/bin/apt-get" }), /not root/);
  });

  it("is left alone where there is no Debian", () => {
    assert.match(whyNoPackages({ uid: 0, release: { ID: "fedora" }, apt: undefined }), /not a Debian/);
  });

  it("is possible as root on Debian and what is made from it", () => {
    assert.equal(whyNoPackages({ uid: 0, release: debian, apt: "/usr/bin/apt-get" }), undefined);
    assert.equal(
      whyNoPackages({ uid: 0, release: { ID: "ubuntu", ID_LIKE: "debian" }, apt: "/usr/bin/apt-get" }),
      undefined,
    );
  });
});

describe("the private dockerd", () => {
  it("has a socket path that fits a socket address, however long the cache's path is", () => {
    for (const cache of ["/root/.cache/pulumi-apprunner", `/${"long/".repeat(40)}cache`]) {
      const { host, exec } = daemonPlace(cache);
      assert.ok(host.length - "unix://".length <= 107, host);
      assert.ok(`${exec}/containerd/containerd.sock.ttrpc`.length <= 107, exec);
    }
  });

  it("has a place of its own for each cache", () => {
    const [a, b] = ["/a", "/b"].map((cache) => daemonPlace(cache));
    assert.notEqual(a.bridge, b.bridge);
    assert.notEqual(a.host, b.host);
    assert.ok(a.bridge.length <= 15, "a Linux interface name has 15 characters at most");
  });

  it("is not tried where mounts and networks are forbidden", () => {
    assert.match(whyNoDaemon("CapEff:\t00000000a80425fb\n"), /CAP_SYS_ADMIN/);
    assert.equal(whyNoDaemon("CapEff:\t000001ffffffffff\n"), undefined);
  });

  it("takes a network that no interface has", () => {
    const text = (address) =>
      `1: lo    inet 127.0.0.1/8 scope host lo\n2: eth0    inet ${address}/24 brd 10.0.0.255 scope global\n`;
    const first = freeSubnet("x", readAddresses(text("10.0.0.2")));
    const next = freeSubnet("x", readAddresses(text(`${first}.9`)));
    assert.match(first, /^10\.213\.\d+$/);
    assert.notEqual(next, first);
  });

  it("is not taken for another process that has its old pid", () => {
    const folder = mkdtempSync(join(tmpdir(), "apprunner-pid-"));
    try {
      writeFileSync(join(folder, "pid"), String(process.pid));
      assert.equal(daemonPid({ pidFile: join(folder, "pid"), data: "/no/such/data/root" }), undefined);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});
