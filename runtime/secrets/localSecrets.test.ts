import assert from "node:assert/strict";
import { randomBytes } from "node:crypto";
import { readSecretReference } from "../../api/secretReference";
import { openState, type State } from "../state/state";
import { createLocalSecrets, type LocalSecrets } from "./localSecrets";
import { createSeal } from "./seal";

const REGION = "us-east-1";
const FOREIGN = "arn:aws:secretsmanager:us-east-1:123456789012:secret:prod/db-AbCdEf";

describe("local secrets", () => {
  let state: State;
  let secrets: LocalSecrets;
  let time = 0;
  const key = randomBytes(32);
  const read = (text: string, region = REGION) => secrets.read(readSecretReference(text, region)!);
  const named = (name: string) => ({ region: REGION, name });

  beforeEach(() => {
    state = openState(":memory:");
    secrets = createLocalSecrets(state, createSeal(key), () => new Date(++time));
  });
  afterEach(() => state.close());

  it("are read by name, with and without a slash, and by all their ARNs", () => {
    const { arn, parameterArn } = secrets.put(named("/db/url"), "value");
    const withoutSuffix = arn.replace(/-[0-9a-f]{6}$/, "");
    for (const reference of ["db/url", "/db/url", arn, withoutSuffix, parameterArn!]) {
      assert.equal(read(reference), "value", reference);
    }
  });

  it("have an ARN that is the same in every home, as ARNs stand in files", () => {
    const { arn } = secrets.put(named("db"), "value");
    secrets.remove(named("db"));
    assert.equal(secrets.put(named("db"), "other").arn, arn);
    const elsewhere = createLocalSecrets(openState(":memory:"), createSeal(randomBytes(32)), () => new Date());
    assert.equal(elsewhere.put(named("db"), "value").arn, arn);
  });

  it("are kept per region", () => {
    const { arn } = secrets.put(named("db"), "value");
    assert.equal(read("db", "eu-west-1"), undefined);
    assert.equal(read(arn.replace(REGION, "eu-west-1")), undefined);
    assert.deepEqual(secrets.list("eu-west-1"), []);
  });

  it("stand for a secret on AWS by its whole ARN only", () => {
    const secret = secrets.put(readSecretReference(FOREIGN, REGION)!, "value");
    assert.deepEqual([secret.arn, secret.name, secret.parameterArn], [FOREIGN, undefined, undefined]);
    assert.equal(read(FOREIGN), "value");
    for (const other of ["prod/db", "prod/db-AbCdEf", FOREIGN.replace("123456789012", "000000000000")]) {
      assert.equal(read(other), undefined, other);
    }
  });

  it("keep the value before the current one, and no more", () => {
    const versions = ["one", "two", "three"].map((value) => secrets.put(named("db"), value));
    const { arn } = versions[0]!;
    assert.deepEqual([read(arn), read(`${arn}::AWSCURRENT:`), read(`${arn}::AWSPREVIOUS:`)], ["three", "three", "two"]);
    assert.deepEqual(
      versions.map(({ versionId }) => read(`${arn}:::${versionId}`)),
      [undefined, "two", "three"],
    );
    assert.equal(read(`${arn}::AWSCURRENT:${versions[1]!.versionId}`), undefined);
    assert.equal(read(`${arn}::AWSPENDING:`), undefined);
    assert.equal(secrets.list(REGION)[0]!.versions, 2);
  });

  it("are gone with all their values when they are removed", () => {
    const { arn } = secrets.put(named("db"), "value");
    assert.equal(secrets.remove(readSecretReference(arn, REGION)!)!.arn, arn);
    assert.equal(secrets.remove(named("db")), undefined);
    assert.equal(read("db"), undefined);
    assert.deepEqual(state.secrets.values(arn), []);
  });

  it("cannot be read with another key, nor one in place of another", () => {
    const [one, other] = [secrets.put(named("one"), "1"), secrets.put(named("other"), "2")];
    const stranger = createLocalSecrets(state, createSeal(randomBytes(32)), () => new Date());
    assert.throws(() => stranger.read(readSecretReference("one", REGION)!), /does not open with this home's key/);
    const [exchanged] = state.secrets.values(other.arn);
    state.secrets.addValue(one.arn, { ...exchanged!, versionId: "another" }, 2);
    assert.throws(() => read("one"), /SealBroken/);
  });
});
