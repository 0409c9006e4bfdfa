import assert from "node:assert/strict";
import { randomBytes } from "node:crypto";
import { type SecretsOnAws, startSecretsOnAws } from "../../test/support/secretsOnAws";
import { openState, type State } from "../state/state";
import { createAwsSecrets } from "./awsSecrets";
import { createLocalSecrets } from "./localSecrets";
import { createReadSecrets } from "./readSecrets";
import { createSeal } from "./seal";

const SECRET = "arn:aws:secretsmanager:eu-west-1:123456789012:secret:prod/db-AbCdEf";
// There is no AWS here: the real SDK clients talk to a server of this machine that answers in AWS's form.
describe("secrets on AWS", () => {
  const { signal } = new AbortController();
  let aws: SecretsOnAws;
  let state: State;

  beforeEach(async () => {
    aws = await startSecretsOnAws();
    state = openState(":memory:");
  });
  afterEach(() => {
    aws.close();
    state.close();
  });

  const read = (reference: string) => {
    const local = createLocalSecrets(state, createSeal(randomBytes(32)), () => new Date());
    return createReadSecrets(local, createAwsSecrets())({ VALUE: reference }, "us-east-1", signal);
  };

  it("are read from Secrets Manager in the ARN's region, with stage and version", async () => {
    aws.answer = { status: 200, body: { SecretString: '{"user":"me"}' } };
    assert.deepEqual(await read(`${SECRET}:user:AWSPREVIOUS:9d4c`), { VALUE: "me" });
    const body = { SecretId: SECRET, VersionStage: "AWSPREVIOUS", VersionId: "9d4c" };
    assert.deepEqual(aws.asked, [{ target: "secretsmanager.GetSecretValue", region: "eu-west-1", body }]);
  });

  it("are read from Parameter Store, decrypted, by name in the service's region and by ARN", async () => {
    aws.answer = { status: 200, body: { Parameter: { Value: "postgres://db" } } };
    assert.deepEqual(await read("/prod/db"), { VALUE: "postgres://db" });
    const arn = "arn:aws:ssm:eu-west-1:123456789012:parameter/prod/db";
    await read(arn);
    const target = "AmazonSSM.GetParameter";
    assert.deepEqual(aws.asked, [
      { target, region: "us-east-1", body: { Name: "/prod/db", WithDecryption: true } },
      { target, region: "eu-west-1", body: { Name: arn, WithDecryption: true } },
    ]);
  });

  it("that AWS refuses fail with its reason, the variable, the ARN and what to check", async () => {
    aws.answer = { status: 400, body: { __type: "AccessDeniedException", Message: "User is not authorized" } };
    await assert.rejects(read(SECRET), (error: Error) => {
      assert.equal(error.name, "SecretUnavailable");
      assert.ok(error.message.startsWith(`The secret of variable VALUE (${SECRET}) cannot be read: AWS answered: `));
      assert.match(error.message, /AccessDeniedException.*User is not authorized.*check those credentials/);
      return true;
    });
  });

  it("whose answer cannot be read fail without a word of it", async () => {
    aws.answer = { status: 200, body: '{"SecretString": "canary' };
    await assert.rejects(
      read(SECRET),
      (error: Error) => /not JSON/.test(error.message) && !/canary/.test(error.message),
    );
  });

  it("that are binary fail, since a variable holds text", async () => {
    aws.answer = { status: 200, body: { SecretBinary: "AAEC" } };
    await assert.rejects(read(SECRET), /it is binary/);
  });
});
