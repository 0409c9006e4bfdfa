import assert from "node:assert/strict";
import { randomBytes } from "node:crypto";
import { openState, type State } from "../state/state";
import { createLocalSecrets, type LocalSecrets } from "./localSecrets";
import { createReadSecrets } from "./readSecrets";
import { createSeal } from "./seal";

const REGION = "us-east-1";

describe("reading the secrets of a deployment", () => {
  let state: State;
  let local: LocalSecrets;
  const { signal } = new AbortController();
  const read = (references: Record<string, string>) => createReadSecrets(local, undefined)(references, REGION, signal);
  const put = (name: string, value: string) => local.put({ region: REGION, name }, value).arn;

  beforeEach(() => {
    state = openState(":memory:");
    local = createLocalSecrets(state, createSeal(randomBytes(32)), () => new Date());
  });
  afterEach(() => state.close());

  it("gives each variable its whole value, or the member that a JSON key names", async () => {
    const arn = put("db", '{"user":"me","port":5432,"options":{"a":[1]},"empty":""}');
    assert.deepEqual(
      await read({
        WHOLE: arn,
        USER: `${arn}:user::`,
        PORT: `${arn}:port::`,
        OPTIONS: `${arn}:options::`,
        E: `${arn}:empty::`,
      }),
      {
        WHOLE: '{"user":"me","port":5432,"options":{"a":[1]},"empty":""}',
        USER: "me",
        PORT: "5432",
        OPTIONS: '{"a":[1]}',
        E: "",
      },
    );
  });

  const canary = "canary-value-5d1e";
  for (const [what, value, suffix, expected] of [
    ["a JSON key of text that is not JSON", canary, ":user::", /not a JSON object, so that it has no key "user"/],
    ["a JSON key of a list", `["${canary}"]`, ":0::", /not a JSON object/],
    ["a JSON key that is not there", `{"${canary}":1}`, ":user::", /its JSON object has no key "user"/],
    ["a JSON key that objects inherit", `{"${canary}":1}`, ":constructor::", /has no key "constructor"/],
    ["a NUL character", `${canary}\0`, "", /NUL character/],
    ["a stage that is not there", canary, "::AWSPENDING:", /no such secret with stage AWSPENDING in us-east-1/],
  ] as const) {
    it(`fails for ${what}, naming variable and ARN but no value`, async () => {
      const arn = put("db", value);
      await assert.rejects(read({ PASSWORD: arn + suffix }), (error: Error) => {
        assert.equal(error.name, "SecretUnavailable");
        assert.match(error.message, expected);
        assert.ok(error.message.startsWith(`The secret of variable PASSWORD (${arn}${suffix}) cannot be read: `));
        assert.ok(!error.message.includes(canary));
        return true;
      });
    });
  }

  it("fails for a reference of no known form, and says which there are", async () => {
    await assert.rejects(
      read({ A: "arn:aws:s3:::b" }),
      /variable A \(arn:aws:s3:::b\).*must be arn:aws:secretsmanager:<region>/,
    );
  });

  it("says how to set a secret that is missing", async () => {
    const arn = "arn:aws:ssm:eu-west-1:123456789012:parameter/db";
    await assert.rejects(read({ A: arn }), (error: Error) =>
      error.message.includes(`npx apprunner local secret set '${arn}' --region eu-west-1`),
    );
  });

  it("takes what was set here before what AWS has", async () => {
    put("here", "local");
    const both = createReadSecrets(local, async ({ region }) => `aws ${region}`);
    assert.deepEqual(await both({ HERE: "here", THERE: "there" }, REGION, signal), {
      HERE: "local",
      THERE: "aws us-east-1",
    });
  });
});
