import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import * as pulumi from "@pulumi/pulumi";
import { ModuleKind, transpile } from "typescript";
import * as apprunner from "../../sdk";
import { mockPulumi, type Registered } from "../support/mocks";
import { enterPeers, whyNoPeers } from "../support/peers";
import { skip } from "../support/skip";

const GUIDES = join(__dirname, "..", "..", "docs", "guides");

/** A record at a DNS provider whose package is not here. */
class OtherRecord extends pulumi.CustomResource {
  constructor(name: string, args: pulumi.Inputs, opts?: pulumi.CustomResourceOptions) {
    super("other:index:Record", name, args, opts);
  }
}

function answer(type: string, _name: string, inputs: Record<string, unknown>): Record<string, unknown> {
  const records = ["a", "b", "c"].map((letter) => ({
    name: `_${letter}.${inputs.domainName}.`,
    type: "CNAME",
    value: `_${letter}.acm.`,
    status: "SUCCESS",
  }));
  const certificateValidationRecords = inputs.enableWWWSubdomain === false ? records.slice(1) : records;
  const serviceArn = "arn:aws:apprunner:us-east-1:000000000000:service/shop/1";
  if (type.includes("CustomDomain")) return { certificateValidationRecords, dnsTarget: "abc.com", status: "ACTIVE" };
  if (type.includes("Image")) return { repoDigest: `shop@sha256:${"0".repeat(64)}` };
  if (type.includes("Repository")) return { repositoryUrl: "000000000000.dkr.ecr.us-east-1.amazonaws.com/shop" };
  return { serviceArn, fqdn: inputs.name, arn: "arn:role", userName: "AWS", password: "x" };
}

describe("the guides to the components", () => {
  let made: Registered[];
  let leave: (() => void) | undefined;
  before(function () {
    const reason = whyNoPeers();
    if (reason) skip(this, reason);
    leave = enterPeers();
  });
  after(async () => {
    leave?.();
    await mockPulumi(answer);
  });
  beforeEach(async () => {
    made = await mockPulumi(answer);
  });

  const of = (type: string): string[] => made.filter((one) => one.type === type).map(({ name }) => name);

  it("have programs that make every record of a domain", async () => {
    const [route53, callback, list] = programsOf("customDomain.md");
    await run(route53!);
    assert.deepEqual(of("aws:route53/record:Record").sort(), ["shop-domain", "shop-validation-1", "shop-validation-2"]);
    const all = ["shop-domain", "shop-validation-1", "shop-validation-2", "shop-validation-3", "shop-www"];
    for (const program of [callback!, list!]) {
      made = await mockPulumi(answer);
      await run(program);
      assert.deepEqual(of("other:index:Record").sort(), all);
    }
  });

  it("have a program that builds, pushes and deploys an image", async () => {
    const [program] = programsOf("imageService.md");
    const { image } = await run(program!);
    assert.ok(image);
    assert.deepEqual(of("docker:index/image:Image"), ["shop-image"]);
    assert.equal(made.at(-1)!.type, "pulumi-nodejs:dynamic/apprunner:Service");
  });

  /** Runs a guide's program with a service, after all of which it answers its exports. */
  async function run(program: string): Promise<Record<string, unknown>> {
    const service = new apprunner.Service("before", {
      sourceConfiguration: { imageRepository: { imageIdentifier: "shop", imageRepositoryType: "ECR" } },
    });
    const exports = {};
    const code = transpile(program, { module: ModuleKind.CommonJS });
    const require = (): object => ({ DnsRecord: OtherRecord });
    new Function("exports", "require", "apprunner", "pulumi", "service", "MyRecord", code)(
      exports,
      require,
      apprunner,
      pulumi,
      service,
      OtherRecord,
    );
    await pulumi.runtime.disconnect();
    return exports;
  }
});

function programsOf(page: string): string[] {
  const text = readFileSync(join(GUIDES, page), "utf8");
  return [...text.matchAll(/^```typescript\n([\s\S]*?)^```$/gm)].map((match) => match[1]!);
}
