import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer, type IncomingMessage, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { homePaths } from "../api/home";
import { openClient } from "./client";

describe("the client", () => {
  let home: string;
  let server: Server;
  let endpoint: string;
  const requests: IncomingMessage[] = [];
  const environment = { ...process.env };

  beforeEach(async () => {
    home = mkdtempSync(join(tmpdir(), "apprunner-client-"));
    const key =
      "[other]\naws_access_key_id = AKIAOTHER\n[default]\naws_access_key_id = LOCALKEY\naws_secret_access_key = s\n";
    writeFileSync(homePaths(home).credentials, key);
    requests.length = 0;
    server = createServer((request, response) => {
      if (request.url === "/health") return void response.end(JSON.stringify({ status: "ok", home }));
      requests.push(request);
      response.setHeader("content-type", "application/x-amz-json-1.0").end('{"ServiceSummaryList":[]}');
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    endpoint = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    writeFileSync(homePaths(home).endpoint, JSON.stringify({ endpoint, home, pid: process.pid }));
  });
  afterEach(() => {
    process.env = { ...environment };
    server.close();
    server.closeAllConnections();
    rmSync(home, { recursive: true, force: true });
  });

  it("signs for the running local App Runner with the home's own key, whatever the environment says", async () => {
    Object.assign(process.env, {
      AWS_ACCESS_KEY_ID: "AKIAREAL",
      AWS_SECRET_ACCESS_KEY: "real",
      AWS_ENDPOINT_URL: "https://apprunner.us-east-1.amazonaws.com",
      AWS_REGION: "ap-south-1",
    });
    const client = await openClient({ target: "local", home });
    assert.deepEqual((await client.call("ListServices", {})).ServiceSummaryList, []);
    client.close();
    assert.match(requests[0]!.headers.authorization!, /Credential=LOCALKEY\/\d+\/us-east-1\/apprunner\//);
    assert.equal(requests[0]!.headers["x-amz-target"], "AppRunner.ListServices");
  });

  it("signs for the region it is asked for", async () => {
    const client = await openClient({ target: "local", home, region: "local-1" });
    await client.call("ListServices", {});
    client.close();
    assert.match(requests[0]!.headers.authorization!, /\/local-1\/apprunner\//);
  });

  it("never takes an address that is not of this machine for the local target", async () => {
    for (const wrong of [
      "https://apprunner.us-east-1.amazonaws.com",
      "http://10.0.0.1:4700",
      "http://localhost.example.com",
    ]) {
      await assert.rejects(openClient({ target: "local", home, endpoint: wrong }), /is not of this machine/);
    }
  });

  it("takes an address on this machine", async () => {
    rmSync(homePaths(home).endpoint);
    const client = await openClient({ target: "local", home, endpoint });
    await client.call("ListServices", {});
    client.close();
    assert.equal(requests.length, 1);
  });

  it("says which operation failed, and how", async () => {
    const client = await openClient({ target: "local", home, endpoint: "http://127.0.0.1:9" });
    await assert.rejects(
      client.call("ListServices", {}),
      /^Error: ListServices: nothing answers at http:\/\/127\.0\.0\.1:9/,
    );
    client.close();
  });

  it("says where it looked for the key", async () => {
    rmSync(homePaths(home).credentials);
    await assert.rejects(
      openClient({ target: "local", home }),
      /no key for the local App Runner: .*credentials cannot be read/,
    );
  });

  it("goes to AWS's own address for the target aws", async () => {
    Object.assign(process.env, { AWS_ACCESS_KEY_ID: "AKIAREAL", AWS_SECRET_ACCESS_KEY: "real" });
    const client = await openClient({ target: "aws", region: "eu-west-1", endpoint });
    await client.call("ListServices", {});
    client.close();
    assert.match(requests[0]!.headers.authorization!, /Credential=AKIAREAL\/\d+\/eu-west-1\/apprunner\//);
  });
});
