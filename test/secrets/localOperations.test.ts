import assert from "node:assert/strict";
import type { LocalOperationName } from "../../api/localOperations";
import { callLocal } from "../../cli/local/callLocal";
import { filesHolding } from "../support/canary";
import { startRuntime, type TestRuntime } from "../support/runtime";

const CANARY = "canary-value-3e7d";
const FOREIGN = "arn:aws:secretsmanager:us-east-1:123456789012:secret:prod/db-AbCdEf";

describe("the local App Runner's own operations", function () {
  this.timeout(60_000);
  let runtime: TestRuntime;
  const call = (operation: LocalOperationName, input: object, region = "us-east-1") =>
    callLocal({ home: runtime.home, region }, operation, input as never);

  before(async () => {
    runtime = await startRuntime({ engine: "process" });
  });
  after(() => runtime?.close());

  for (const [what, operation, input, expected] of [
    ["a secret without name", "PutSecret", { Value: CANARY }, /Give one of Name and Arn/],
    ["a secret with both names", "PutSecret", { Name: "a", Arn: FOREIGN, Value: CANARY }, /Give one of Name and Arn/],
    ["a secret's name that none can have", "PutSecret", { Name: "a b", Value: CANARY }, /The Name isn't valid/],
    ["a slash for a name", "PutSecret", { Name: "/", Value: CANARY }, /The Name isn't valid/],
    ["an ARN of something else", "PutSecret", { Arn: "arn:aws:s3:::b", Value: CANARY }, /The Arn isn't valid/],
    ["an ARN with a JSON key", "PutSecret", { Arn: `${FOREIGN}:key`, Value: CANARY }, /leave out what follows/],
    ["a value that is empty", "PutSecret", { Name: "a", Value: "" }, /The Value is missing or empty/],
    ["no value", "PutSecret", { Name: "a" }, /The Value is missing or empty/],
    ["a value that is too long", "PutSecret", { Name: "a", Value: CANARY.repeat(4000) }, /longer than 65536 bytes/],
    ["a value of another type", "PutSecret", { Name: "a", Value: 7 }, /cannot be converted to String/],
    [
      "a secret to delete that is not there",
      "DeleteSecret",
      { Name: "none" },
      /Secret doesn't exist in us-east-1: none/,
    ],
    ["no connection", "CompleteHandshake", { Token: CANARY }, /Give one of ConnectionName and ConnectionArn/],
    [
      "a connection that is none",
      "CompleteHandshake",
      { ConnectionArn: FOREIGN },
      /connection ARN you specified isn't valid/,
    ],
  ] as const) {
    it(`refuse ${what}, and say why without its value`, async () => {
      await assert.rejects(call(operation, input), (error: Error) => {
        assert.match(error.message, expected);
        return !error.message.includes(CANARY);
      });
    });
  }

  it("refuse an ARN of another region than the request's", async () => {
    await assert.rejects(call("PutSecret", { Arn: FOREIGN, Value: CANARY }, "eu-west-1"), /is of region us-east-1/);
  });

  it("refuse a request that is not signed", async () => {
    const response = await fetch(runtime.endpoint.endpoint, {
      method: "POST",
      headers: { "content-type": "application/x-amz-json-1.0", "x-amz-target": "AppRunnerLocal.ListSecrets" },
      body: "{}",
    });
    assert.equal(response.status, 403);
    assert.match(await response.text(), /MissingAuthenticationToken/);
  });

  it("say whether a deployment could read a secret, without what it is", async () => {
    const { Secret } = await callLocal({ home: runtime.home, region: "us-east-1" }, "PutSecret", {
      Name: "checked",
      Value: JSON.stringify({ password: CANARY }),
    });
    const problemOf = async (reference: string) =>
      ((await call("CheckSecret", { Reference: reference })) as { Problem?: string }).Problem;
    for (const right of ["checked", Secret.Arn, Secret.ParameterArn!, `${Secret.Arn}:password::`])
      assert.equal(await problemOf(right), undefined, right);
    for (const [wrong, expected] of [
      ["other", /^the local App Runner has no such secret in us-east-1$/],
      [FOREIGN, /has no such secret in us-east-1/],
      [`${Secret.Arn}:user::`, /^its JSON object has no key "user"$/],
      [`${Secret.Arn}::AWSPREVIOUS:`, /no such secret with stage AWSPREVIOUS/],
      ["no reference!", /^a secret's reference must be arn:aws:secretsmanager/],
    ] as const) {
      assert.match((await problemOf(wrong))!, expected);
    }
    await call("DeleteSecret", { Name: "checked" });
  });

  it("say that the process engine runs no images", async () => {
    const answer = await call("DescribeImage", { ImageIdentifier: "ghcr.io/me/app:1" });
    assert.deepEqual(Object.keys(answer).sort(), ["Problem", "Registry"]);
    assert.match((answer as { Problem: string }).Problem, /process engine, which has code sources only/);
    await assert.rejects(call("DescribeImage", {}), /ImageIdentifier is missing/);
  });

  it("keep a value through a restart of the control plane and never answer it", async () => {
    const put = await call("PutSecret", { Name: "kept", Value: CANARY });
    await runtime.kill("SIGKILL");
    await runtime.restart();
    const listed = await call("ListSecrets", {});
    assert.ok(!JSON.stringify([put, listed]).includes(CANARY));
    const { Secrets } = listed as { Secrets: { Name: string; CreatedAt: number; Versions: number }[] };
    assert.deepEqual(
      Secrets.map(({ Name, Versions }) => [Name, Versions]),
      [["kept", 1]],
    );
    assert.ok(Math.abs(Secrets[0]!.CreatedAt - Date.now() / 1000) < 60);
    assert.deepEqual(filesHolding(runtime.home, [CANARY]), []);
  });
});
