import assert from "node:assert/strict";
import { randomBytes } from "node:crypto";
import { once } from "node:events";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { openState, type State } from "../state/state";
import { createAwsSecrets } from "./awsSecrets";
import { createLocalSecrets } from "./localSecrets";
import { createReadSecrets } from "./readSecrets";
import { createSeal } from "./seal";

const SECRET = "arn:aws:secretsmanager:eu-west-1:123456789012:secret:prod/db-AbCdEf";
const VARIABLES = [
  "AWS_ENDPOINT_URL_SECRETS_MANAGER",
  "AWS_ENDPOINT_URL_SSM",
  "AWS_ACCESS_KEY_ID",
  "AWS_SECRET_ACCESS_KEY",
];

/** What was asked, as it came over the wire. */
interface Asked {
  target: string;
  region: string;
  body: Record<string, unknown>;
}

// There is no AWS here: the real SDK clients talk to a server of this machine that answers in AWS's form.
describe("secrets on AWS", () => {
  const before: Record<string, string | undefined> = {};
  const { signal } = new AbortController();
  let server: Server;
  let asked: Asked[];
  let answer: { status: number; body: object | string };
  let state: State;

  beforeEach(async () => {
    asked = [];
    server = createServer(async (request, response) => {
      const chunks: Buffer[] = [];
      for await (const chunk of request) chunks.push(chunk as Buffer);
      const [, region = ""] = /Credential=[^/]+\/\d+\/([^/]+)/.exec(request.headers.authorization ?? "") ?? [];
      asked.push({
        target: String(request.headers["x-amz-target"]),
        region,
        body: JSON.parse(Buffer.concat(chunks).toString()) as Record<string, unknown>,
      });
      response.writeHead(answer.status, { "content-type": "application/x-amz-json-1.1" });
      response.end(typeof answer.body === "string" ? answer.body : JSON.stringify(answer.body));
    });
    server.listen(0, "127.0.0.1");
    await once(server, "listening");
    const endpoint = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    for (const name of VARIABLES) before[name] = process.env[name];
    Object.assign(
      process.env,
      Object.fromEntries(VARIABLES.map((name) => [name, name.includes("URL") ? endpoint : "test"])),
    );
    state = openState(":memory:");
  });
  afterEach(() => {
    for (const name of VARIABLES) {
      if (before[name] === undefined) delete process.env[name];
      else process.env[name] = before[name];
    }
    server.closeAllConnections();
    server.close();
    state.close();
  });

  const read = (reference: string) => {
    const local = createLocalSecrets(state, createSeal(randomBytes(32)), () => new Date());
    return createReadSecrets(local, createAwsSecrets())({ VALUE: reference }, "us-east-1", signal);
  };

  it("are read from Secrets Manager in the ARN's region, with stage and version", async () => {
    answer = { status: 200, body: { SecretString: '{"user":"me"}' } };
    assert.deepEqual(await read(`${SECRET}:user:AWSPREVIOUS:9d4c`), { VALUE: "me" });
    const body = { SecretId: SECRET, VersionStage: "AWSPREVIOUS", VersionId: "9d4c" };
    assert.deepEqual(asked, [{ target: "secretsmanager.GetSecretValue", region: "eu-west-1", body }]);
  });

  it("are read from Parameter Store, decrypted, by name in the service's region and by ARN", async () => {
    answer = { status: 200, body: { Parameter: { Value: "postgres://db" } } };
    assert.deepEqual(await read("/prod/db"), { VALUE: "postgres://db" });
    const arn = "arn:aws:ssm:eu-west-1:123456789012:parameter/prod/db";
    await read(arn);
    const target = "AmazonSSM.GetParameter";
    assert.deepEqual(asked, [
      { target, region: "us-east-1", body: { Name: "/prod/db", WithDecryption: true } },
      { target, region: "eu-west-1", body: { Name: arn, WithDecryption: true } },
    ]);
  });

  it("that AWS refuses fail with its reason, the variable, the ARN and what to check", async () => {
    answer = { status: 400, body: { __type: "AccessDeniedException", Message: "User is not authorized" } };
    await assert.rejects(read(SECRET), (error: Error) => {
      assert.equal(error.name, "SecretUnavailable");
      assert.ok(error.message.startsWith(`The secret of variable VALUE (${SECRET}) cannot be read: AWS answered: `));
      assert.match(error.message, /AccessDeniedException.*User is not authorized.*check those credentials/);
      return true;
    });
  });

  it("whose answer cannot be read fail without a word of it", async () => {
    answer = { status: 200, body: '{"SecretString": "canary' };
    await assert.rejects(
      read(SECRET),
      (error: Error) => /not JSON/.test(error.message) && !/canary/.test(error.message),
    );
  });

  it("that are binary fail, since a variable holds text", async () => {
    answer = { status: 200, body: { SecretBinary: "AAEC" } };
    await assert.rejects(read(SECRET), /it is binary/);
  });
});
