import assert from "node:assert/strict";
import { readSecretReference } from "./secretReference";

const SECRET = "arn:aws:secretsmanager:eu-west-1:123456789012:secret:prod/db-AbCdEf";
const PARAMETER = "arn:aws:ssm:eu-west-1:123456789012:parameter/prod/db";

describe("a reference to a secret", () => {
  for (const [suffix, parts] of [
    ["", {}],
    [":username::", { jsonKey: "username" }],
    ["::AWSPREVIOUS:", { versionStage: "AWSPREVIOUS" }],
    [":::9d4cb84b-ad69", { versionId: "9d4cb84b-ad69" }],
    [":password:AWSCURRENT:9d4c", { jsonKey: "password", versionStage: "AWSCURRENT", versionId: "9d4c" }],
  ] as const) {
    it(`is one of Secrets Manager with the suffix "${suffix}"`, () => {
      assert.deepEqual(readSecretReference(SECRET + suffix, "us-east-1"), {
        service: "secretsmanager",
        region: "eu-west-1",
        account: "123456789012",
        arn: SECRET,
        resource: "prod/db-AbCdEf",
        ...parts,
      });
    });
  }

  it("is a parameter by its ARN, of the ARN's region", () => {
    assert.deepEqual(readSecretReference(PARAMETER, "us-east-1"), {
      service: "ssm",
      region: "eu-west-1",
      account: "123456789012",
      text: PARAMETER,
      name: "prod/db",
    });
  });

  for (const name of ["db", "/prod/db", "prod/db.url_1-x"]) {
    it(`is a parameter of the service's region by the name ${name}`, () => {
      const read = readSecretReference(name, "us-east-1");
      assert.deepEqual(read, {
        service: "ssm",
        region: "us-east-1",
        account: undefined,
        text: name,
        name: name.replace(/^\//, ""),
      });
    });
  }

  for (const text of [
    "",
    "a name with spaces",
    "//db",
    "db/",
    `${SECRET}:a:b:c:d`,
    "arn:aws:s3:::bucket",
    "arn:aws:secretsmanager:eu-west-1:12:secret:db",
    "arn:aws:secretsmanager:eu-west-1:123456789012:secret:",
    "arn:aws:ssm:eu-west-1:123456789012:parameter/",
    "arn:aws:ssm:eu-west-1:123456789012:document/db",
  ]) {
    it(`is not "${text}"`, () => assert.equal(readSecretReference(text, "us-east-1"), undefined));
  }
});
