import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer, type IncomingHttpHeaders, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { whyNoDocker } from "../../../test/support/docker";
import { startPullRegistry } from "../../../test/support/pullRegistry";
import { skip } from "../../../test/support/skip";
import { createDockerEngine } from "../docker";
import { registryLogins, registryOf } from "./registryLogin";

describe("the login of a registry", () => {
  const { signal } = new AbortController();
  let folder: string;
  const environment = (): NodeJS.ProcessEnv => ({ ...process.env, DOCKER_CONFIG: folder });
  const find = (identifier: string, more: NodeJS.ProcessEnv = {}) =>
    registryLogins({ ...environment(), ...more })(identifier, signal);
  const configure = (config: unknown): void => writeFileSync(join(folder, "config.json"), JSON.stringify(config));
  const auth = (text: string): { auth: string } => ({ auth: Buffer.from(text).toString("base64") });

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "apprunner-login-"));
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  it("is of the registry that the image's name begins with", () => {
    const names = ["node:22", "team/app", "ghcr.io/a/b:1", "localhost/a", "127.0.0.1:5000/a/b@sha256:1"];
    assert.deepEqual(names.map(registryOf), ["docker.io", "docker.io", "ghcr.io", "localhost", "127.0.0.1:5000"]);
  });

  it("is what docker login has kept", async () => {
    configure({
      auths: {
        "ghcr.io": auth("me:pass:word"),
        "https://index.docker.io/v1/": auth("hub:x"),
        "token.example": { ...auth("me:"), identitytoken: "t" },
      },
    });
    assert.deepEqual(await find("ghcr.io/a/b"), { username: "me", password: "pass:word", serveraddress: "ghcr.io" });
    assert.equal((await find("node:22"))?.username, "hub");
    assert.equal((await find("token.example/a"))?.identitytoken, "t");
    assert.equal(await find("quay.io/a/b"), undefined);
  });

  it("is what a credential helper says, and what is kept when it knows nothing", async () => {
    const helper = join(folder, "docker-credential-test");
    writeFileSync(
      helper,
      `#!/bin/sh\nread host\n[ "$host" = a.example ] && echo '{"Username":"u","Secret":"s"}' && exit\nexit 1\n`,
    );
    chmodSync(helper, 0o755);
    configure({ credsStore: "test", auths: { "a.example": {}, "b.example": auth("b:c") } });
    const more = { PATH: `${folder}:${process.env.PATH}` };
    assert.deepEqual(await find("a.example/app", more), { username: "u", password: "s", serveraddress: "a.example" });
    assert.equal((await find("b.example/app", more))?.password, "c");
  });

  it("is unknown without a configuration, and an error with one that does not parse, which is not quoted", async () => {
    assert.equal(await find("ghcr.io/a/b"), undefined);
    writeFileSync(join(folder, "config.json"), '{"auths": hunter2');
    await assert.rejects(find("ghcr.io/a/b"), (error: Error) => {
      assert.match(error.message, /config\.json is not JSON/);
      assert.doesNotMatch(error.message, /hunter2/);
      return true;
    });
  });

  describe("of Amazon ECR", () => {
    const IMAGE = "123456789012.dkr.ecr.eu-west-1.amazonaws.com/team/app:1";
    const VARIABLES = ["AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY", "AWS_SESSION_TOKEN"] as const;
    const before = VARIABLES.map((name) => process.env[name]);
    let server: Server;
    let asked: IncomingHttpHeaders[];
    let status: number;

    beforeEach(async () => {
      asked = [];
      status = 200;
      server = createServer((request, response) => {
        asked.push(request.headers);
        response.statusCode = status;
        const authorizationToken = Buffer.from("AWS:the-token").toString("base64");
        response.end(
          JSON.stringify(
            status === 200 ? { authorizationData: [{ authorizationToken }] } : { __type: "AccessDeniedException" },
          ),
        );
      }).listen(0, "127.0.0.1");
      await new Promise((resolve) => server.once("listening", resolve));
      Object.assign(process.env, { AWS_ACCESS_KEY_ID: "AKIDEXAMPLE", AWS_SECRET_ACCESS_KEY: "secret" });
      delete process.env.AWS_SESSION_TOKEN;
    });
    afterEach(() => {
      server.close();
      for (const [index, name] of VARIABLES.entries()) {
        if (before[index] === undefined) delete process.env[name];
        else process.env[name] = before[index];
      }
    });
    const endpoint = (): NodeJS.ProcessEnv => ({
      AWS_ENDPOINT_URL_ECR: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    });

    it("is a token that AWS gives to the machine's credentials", async () => {
      assert.deepEqual(await find(IMAGE, endpoint()), {
        username: "AWS",
        password: "the-token",
        serveraddress: "123456789012.dkr.ecr.eu-west-1.amazonaws.com",
      });
      assert.match(asked[0]!["x-amz-target"] as string, /\.GetAuthorizationToken$/);
      assert.match(asked[0]!.authorization!, /Credential=AKIDEXAMPLE\/\d{8}\/eu-west-1\/ecr\/aws4_request/);
    });

    it("is what docker login has kept, before AWS is asked", async () => {
      configure({ auths: { "123456789012.dkr.ecr.eu-west-1.amazonaws.com": auth("AWS:kept") } });
      assert.equal((await find(IMAGE, endpoint()))?.password, "kept");
      assert.deepEqual(asked, []);
    });

    it("that AWS refuses is an error that says what to check", async () => {
      status = 400;
      await assert.rejects(find(IMAGE, endpoint()), {
        name: "ImageNotFound",
        message:
          /gives no access to 123456789012\.dkr\.\S+: it answered 400 \(AccessDeniedException\)\. Check the AWS credentials/,
      });
    });
  });

  it("opens a private registry to a pull, and without it the registry refuses", async function () {
    const why = await whyNoDocker();
    if (why) skip(this, why);
    const registry = await startPullRegistry({ name: "user", password: "pass" });
    const image = `${registry.host}/team/app:1`;
    const engine = createDockerEngine({ homeId: "login-test", environment: environment() });
    try {
      const digest = await registry.put("team/app:1", { files: { app: "" }, architecture: "amd64" });
      await assert.rejects(engine.resolveImage(image, signal), {
        name: "ImageNotFound",
        message: /refuses access.*docker login/,
      });
      configure({ auths: { [registry.host]: auth("user:wrong") } });
      await assert.rejects(engine.resolveImage(image, signal), {
        name: "ImageNotFound",
        message: /refuses access.*docker login/,
      });
      configure({ auths: { [registry.host]: auth("user:pass") } });
      assert.equal((await engine.resolveImage(image, signal)).digest, digest);
      assert.equal(await engine.updateImage(image, signal), false);
      await registry.put("team/app:1", { files: { app: "changed" }, architecture: "amd64" });
      assert.equal(await engine.updateImage(image, signal), true);
    } finally {
      execFileSync(
        "sh",
        ["-c", 'docker rmi $(docker images -q --no-trunc "$0") || true', `${registry.host}/team/app`],
        { stdio: "ignore" },
      );
      await engine.close();
      await registry.close();
    }
  });
});
