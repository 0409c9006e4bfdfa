import { deepEqual, equal, match, notEqual, ok } from "node:assert/strict";
import { execFileSync, spawnSync } from "node:child_process";
import { X509Certificate } from "node:crypto";
import { existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { connect, type PeerCertificate } from "node:tls";
import { afterEach, beforeEach, describe, it } from "mocha";
import { type Backend, startBackend } from "../../test/support/backend";
import { aService, HOST, IngressWorld } from "../../test/support/ingressWorld";
import { skip } from "../../test/support/skip";
import { issueCertificate, isUsable, makeAuthority } from "./certificate";
import { openCertificates } from "./tls";

const DAY = 24 * 60 * 60 * 1000;

describe("certificates", () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "certificates-"));
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  it("of the authority and of a server hold together", () => {
    const now = new Date();
    const authority = makeAuthority(now);
    const { cert, key } = issueCertificate(authority, ["a.example", "*.b.example"], now);
    const [ca, leaf] = [new X509Certificate(authority.cert), new X509Certificate(cert)];
    ok(leaf.checkIssued(ca) && leaf.verify(ca.publicKey));
    deepEqual([ca.ca, leaf.ca], [true, false]);
    deepEqual([leaf.checkHost("a.example"), leaf.checkHost("x.b.example"), leaf.checkHost("c.example")].map(Boolean), [
      true,
      true,
      false,
    ]);
    ok(Date.parse(leaf.validTo) - Date.parse(leaf.validFrom) < 398 * DAY);
    ok(isUsable({ cert, key }, now));
    equal(isUsable({ cert, key }, new Date(now.getTime() + 370 * DAY)), false);
    equal(isUsable({ cert, key: makeAuthority(now).key }, now), false);
  });

  it("satisfy OpenSSL at its strictest", function () {
    if (spawnSync("openssl", ["version"]).status !== 0) return skip(this, "openssl is not installed");
    const authority = makeAuthority(new Date());
    for (const name of ["a.example", `${"long".repeat(15)}.${HOST}`]) {
      const { cert } = issueCertificate(authority, [name], new Date());
      writeFileSync(join(folder, "ca.pem"), authority.cert);
      writeFileSync(join(folder, "leaf.pem"), cert);
      const purpose = ["-purpose", "sslserver", "-verify_hostname", name];
      const args = ["verify", "-x509_strict", "-check_ss_sig", ...purpose, "-CAfile", "ca.pem", "leaf.pem"];
      match(execFileSync("openssl", args, { cwd: folder }).toString(), /leaf\.pem: OK/);
    }
  });

  it("last over restarts with their authority; a key of another's or a date that nears make a new one", () => {
    const open = (at: Date) =>
      openCertificates(
        folder,
        () => undefined,
        () => at,
      );
    const read = (): string => readFileSync(join(folder, "ca.pem"), "utf8");
    const now = new Date();
    open(now);
    equal(statSync(join(folder, "ca.key.pem")).mode & 0o777, 0o600);
    const first = read();
    open(now);
    equal(read(), first);
    open(new Date(now.getTime() + 3640 * DAY));
    const second = read();
    notEqual(second, first);
    writeFileSync(join(folder, "ca.key.pem"), makeAuthority(now).key);
    open(now);
    notEqual(read(), second);
  });
});

describe("HTTPS ingress", () => {
  let world: IngressWorld;
  let backend: Backend;
  beforeEach(async () => {
    world = await IngressWorld.open();
    backend = await startBackend(
      (incoming, response) => void response.end(String(incoming.headers["x-forwarded-proto"])),
    );
    await world.route(aService({ a: backend.address }, { hosts: [HOST, "shop.example", "*.shop.example"] }));
  });
  afterEach(async () => {
    await world.close();
    await backend.close();
  });

  const talk = (
    servername: string | undefined,
    host: string,
  ): Promise<{ peer: PeerCertificate; trusted: boolean; answer: string }> =>
    new Promise((resolve, reject) => {
      const ca = readFileSync(join(world.home, "certificates", "ca.pem"));
      const port = world.ingress.status().httpsPort;
      const socket = connect({
        host: "127.0.0.1",
        port,
        servername,
        ca,
        rejectUnauthorized: false,
        ALPNProtocols: ["h2", "http/1.1"],
      });
      let answer = "";
      socket.on("secureConnect", () => socket.write(`GET / HTTP/1.1\r\nHost: ${host}\r\nConnection: close\r\n\r\n`));
      const peer = new Promise<PeerCertificate>((got) =>
        socket.on("secureConnect", () => got(socket.getPeerCertificate())),
      );
      socket.on("data", (chunk) => {
        answer += chunk;
      });
      socket.on("error", reject);
      socket.on("close", async () => resolve({ peer: await peer, trusted: socket.authorized, answer }));
    });

  it("has a certificate for each known host, trusted through the local authority, and speaks HTTP/1.1", async () => {
    for (const [name, alternatives] of [
      [HOST, `DNS:${HOST}`],
      ["shop.example", "DNS:shop.example"],
      ["eu.shop.example", "DNS:*.shop.example"],
      ["EU.shop.example", "DNS:*.shop.example"],
    ] as const) {
      const { peer, trusted, answer } = await talk(name, name);
      deepEqual([peer.subjectaltname, trusted], [alternatives, true]);
      match(answer, /^HTTP\/1\.1 200 OK[\s\S]*https$/);
    }
  });

  it("uses a host's certificate again", async () => {
    const [first, second] = [await talk(HOST, HOST), await talk(HOST, HOST)];
    equal(first.peer.fingerprint256, second.peer.fingerprint256);
  });

  it("has its own name for a host it does not know, and for none", async () => {
    for (const name of ["unknown.example", undefined]) {
      const { peer, answer } = await talk(name, HOST);
      match(peer.subjectaltname ?? "", /^DNS:\*\.awsapprunner\.localhost, /);
      match(answer, /^HTTP\/1\.1 200 OK/);
    }
  });

  it("answers a host it does not know with 404, and HTTP on the HTTPS port with a closed connection", async () => {
    match((await talk(HOST, "unknown.example")).answer, /^HTTP\/1\.1 404/);
    equal(existsSync(join(world.home, "certificates", "ca.key.pem")), true);
  });
});
