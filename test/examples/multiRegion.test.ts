import assert from "node:assert/strict";
import { resolve } from "node:path";
import * as pulumi from "@pulumi/pulumi";

const EXAMPLE = resolve(__dirname, "../../examples/multi-region/index.ts");

describe("the example multi-region", () => {
  it("makes a service in each region, with the image of the same region and a provider of its own", async () => {
    const made: { type: string; name: string; inputs: Record<string, unknown>; provider?: string }[] = [];
    pulumi.runtime.setMocks(
      {
        newResource: ({ type, name, inputs, provider }) => {
          made.push({ type, name, inputs, provider });
          return { id: `${name}-id`, state: { ...inputs, url: `https://${name}.example` } };
        },
        call: () => ({}),
      },
      "multi-region",
      "test",
      true,
    );
    pulumi.runtime.setAllConfig({
      "multi-region:account": "123456789012",
      "multi-region:accessRoleArn": "arn:aws:iam::123456789012:role/pull",
      "multi-region:regions": '["eu-west-1","ap-northeast-1"]',
    });
    delete require.cache[EXAMPLE];
    const { urls } = require(EXAMPLE) as { urls: Record<string, pulumi.Output<string>> };
    const answers = await new Promise((done) => pulumi.output(urls).apply(done));
    assert.deepEqual(answers, {
      "eu-west-1": "https://shop-eu-west-1.example",
      "ap-northeast-1": "https://shop-ap-northeast-1.example",
    });
    for (const region of ["eu-west-1", "ap-northeast-1"]) {
      const provider = made.find(({ type, name }) => type === "pulumi:providers:pulumi-nodejs" && name === region);
      assert.equal(provider?.inputs["apprunner:region"], region);
      const service = made.find(({ type, name }) => type.endsWith(":Service") && name === `shop-${region}`);
      assert.match(service!.provider!, new RegExp(`::${region}::`));
      assert.match(JSON.stringify(service!.inputs), new RegExp(`dkr\\.ecr\\.${region}\\.amazonaws\\.com`));
    }
  });
});
