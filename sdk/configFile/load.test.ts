import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { loadConfigFile } from "./load";
import { ConfigFileInvalid } from "./problem";

const GOOD = `
services:
  hello:
    sourceConfiguration:
      imageRepository: { imageIdentifier: public.ecr.aws/hello/app:1, imageRepositoryType: ECR_PUBLIC }
    autoScalingConfigurationArn: small
autoScalingConfigurations:
  small: { maxSize: 2 }
  plain:
customDomainAssociations:
  hello: { domainName: hello.example.com, serviceArn: hello }
`;

describe("a config file", () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "apprunner-config-"));
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  const load = (text: string) => {
    writeFileSync(join(folder, "a.yaml"), text);
    return loadConfigFile(join(folder, "a.yaml"), { target: "aws" });
  };
  const problems = (text: string): string[] => {
    try {
      load(text);
    } catch (error) {
      assert.ok(error instanceof ConfigFileInvalid, String(error));
      return error.message.split("\n").map((line) => line.replace(`${folder}/`, ""));
    }
    return [];
  };

  it("puts its default tags under the tags of every entry that can have some", () => {
    const { entries } = load(
      `defaultTags: { team: web, env: dev }${GOOD.replace("{ maxSize: 2 }", "{ maxSize: 2, tags: { env: prod } }")}`,
    );
    assert.deepEqual(
      entries.map(({ name, section, inputs }) => [section, name, inputs.tags]),
      [
        ["autoScalingConfigurations", "small", { team: "web", env: "prod" }],
        ["autoScalingConfigurations", "plain", { team: "web", env: "dev" }],
        ["services", "hello", { team: "web", env: "dev" }],
        ["customDomainAssociations", "hello", undefined],
      ],
    );
    assert.match(
      problems(`defaultTags: { "aws:x": "1" }\n${GOOD}`).join("\n"),
      /defaultTags\.aws:x.*key .* not allowed/,
    );
    assert.match(problems(`defaultTags: web\n${GOOD}`).join("\n"), /defaultTags.*must be a map/);
  });

  it("gives its entries in an order in which references are there before they are used", () => {
    const { entries } = load(GOOD);
    assert.deepEqual(
      entries.map(({ section, name }) => `${section}.${name}`),
      [
        "autoScalingConfigurations.small",
        "autoScalingConfigurations.plain",
        "services.hello",
        "customDomainAssociations.hello",
      ],
    );
    assert.deepEqual(entries[2]!.references, {
      autoScalingConfigurationArn: {
        section: "autoScalingConfigurations",
        name: "small",
        output: "autoScalingConfigurationArn",
      },
    });
  });

  it("takes an ARN where it takes a name", () => {
    const arn =
      "arn:aws:apprunner:us-east-1:123456789012:autoscalingconfiguration/a/1/00000000000000000000000000000001";
    const { entries } = load(GOOD.replace("autoScalingConfigurationArn: small", `autoScalingConfigurationArn: ${arn}`));
    assert.deepEqual(entries[2]!.references, {});
    assert.equal(entries[2]!.inputs.autoScalingConfigurationArn, arn);
  });

  for (const [what, change, expected] of [
    [
      "a wrong value",
      ["maxSize: 2", "maxSize: 0"],
      /^a\.yaml:8:12: autoScalingConfigurations\.small\.maxSize: 0 is not allowed/,
    ],
    ["an unknown property", ["maxSize: 2", "maxSise: 2"], /^a\.yaml:8:12: .*did you mean maxSize\?/],
    ["an unknown section", ["services:", "service:"], /^a\.yaml:2:1: service: .*did you mean services\?/],
    [
      "a name that is no entry",
      ["Arn: small", "Arn: smal"],
      /^a\.yaml:6:5: .*"smal" is no entry .*did you mean small\?/,
    ],
    ["a missing property", ["domainName: hello.example.com, ", ""], /^a\.yaml:11:3: .*domainName: is required/],
    [
      "a section that is no map",
      ["autoScalingConfigurations:\n  small: { maxSize: 2 }\n  plain:", "connections: 5"],
      /connections: must be a map/,
    ],
    ["an entry that is no map", ["plain:", "plain: 5"], /plain: must be a map/],
    ["no YAML", ["services:", "services: ["], /^a\.yaml:\d+:\d+: /],
    ["a key given twice", ["plain:", "small: {}"], /^a\.yaml:9:3: .*duplicated/],
  ] as [string, [string, string], RegExp][]) {
    it(`says the place of ${what}`, () => {
      const lines = problems(GOOD.replace(...change));
      assert.ok(
        lines.some((line) => expected.test(line)),
        lines.join("\n") || "nothing was wrong",
      );
    });
  }

  it("says everything at once", () => {
    const text = GOOD.replace("maxSize: 2", "maxSize: 0").replace("hello.example.com", "hello_example");
    assert.equal(problems(text).filter((line) => line.startsWith("a.yaml:")).length, 2);
  });

  it("says that there is no such file, and where to name one", () => {
    assert.throws(
      () => loadConfigFile(join(folder, "none.yaml"), { target: "aws" }),
      /there is no such file.*apprunner init/,
    );
  });
});
