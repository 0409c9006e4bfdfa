import assert from "node:assert/strict";
import * as pulumi from "@pulumi/pulumi";
import * as dynamic from "../provider/adapters/dynamic";
import { AUTO_NAME } from "../provider/core/name";
import { dynamicType } from "../provider/core/schema";
import { RESOURCES } from "../provider/resources";
import * as apprunner from ".";
import { providerString } from "./resource";

describe("the classes", () => {
  const made: pulumi.runtime.MockResourceArgs[] = [];
  before(async () => {
    await pulumi.runtime.setMocks({
      newResource: (args) => {
        made.push(args);
        return { id: `${args.name}-id`, state: { ...args.inputs, serviceArn: "arn:a", url: "http://a" } };
      },
      call: () => ({}),
    });
  });
  beforeEach(() => void made.splice(0));

  const source = { imageRepository: { imageIdentifier: "hello:1", imageRepositoryType: "ECR" as const } };

  it("register the dynamic type and one line that requires the installed package", async () => {
    const service = new apprunner.Service("hello", { sourceConfiguration: source, serviceName: "hello" });
    assert.equal(await settled(service.url), "http://a");
    assert.equal(made[0]!.type, "pulumi-nodejs:dynamic/apprunner:Service");
    assert.deepEqual(made[0]!.inputs, {
      serviceName: "hello",
      sourceConfiguration: source,
      __provider: 'exports.handler=()=>require("pulumi-apprunner/dynamic").service',
    });
  });

  it("tell the provider what a made-up name starts with, and only when the program leaves it out", async () => {
    await settled(new apprunner.AutoScalingConfiguration("small").urn);
    await settled(new apprunner.Connection("github", { providerType: "GITHUB", connectionName: "github" }).urn);
    assert.deepEqual(
      made.map(({ inputs }) => inputs[AUTO_NAME]),
      ["small", undefined],
    );
  });

  it("take outputs of other resources for inputs", async () => {
    const service = new apprunner.Service("hello", { sourceConfiguration: source });
    const args = { domainName: "a.example.com", serviceArn: service.serviceArn };
    await settled(new apprunner.CustomDomainAssociation("domain", args).urn);
    assert.equal(made[1]!.inputs.serviceArn, "arn:a");
  });

  it("read what exists by its id", async () => {
    const service = apprunner.Service.get("hello", "arn:a");
    assert.equal(await settled(service.id), "arn:a");
    assert.ok(!(AUTO_NAME in made[0]!.inputs));
  });

  for (const [module, { definition }] of Object.entries(RESOURCES)) {
    it(`${definition.kind} has the provider string that states keep for ever`, () => {
      assert.ok(module in dynamic);
      assert.equal(providerString(module), `exports.handler=()=>require("pulumi-apprunner/dynamic").${module}`);
      assert.ok(Buffer.byteLength(providerString(module)) < 100);
      assert.equal(dynamicType("apprunner", definition.kind), `pulumi-nodejs:dynamic/apprunner:${definition.kind}`);
      assert.ok(definition.kind in apprunner);
    });
  }

  it("load no zod and no AWS SDK into a program", () => {
    const { execFileSync } = require("node:child_process") as typeof import("node:child_process");
    const script = `require("ts-node/register/transpile-only"); require("./sdk");
      const seen = Object.keys(require.cache).filter((f) => /node_modules\\/(zod|@aws-sdk)\\//.test(f)); process.stdout.write(String(seen.length));`;
    assert.equal(execFileSync(process.execPath, ["-e", script], { encoding: "utf8" }), "0");
  });
});

function settled<Value>(output: pulumi.Output<Value>): Promise<Value> {
  return new Promise((resolve) => output.apply(resolve));
}
