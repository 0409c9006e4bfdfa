// biome-ignore-all lint/suspicious/noTemplateCurlyInString: they are what a file says
import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import * as pulumi from "@pulumi/pulumi";
import { ConfigFile } from "./component";

const FILE = `services:
  web:
    sourceConfiguration:
      imageRepository:
        imageIdentifier: public.ecr.aws/shop/web:1
        imageRepositoryType: ECR_PUBLIC
        imageConfiguration: { runtimeEnvironmentVariables: { KEY: "\${secret:SHOP_KEY}" } }
    autoScalingConfigurationArn: small
autoScalingConfigurations:
  small: { maxSize: 2 }
environments:
  prod:
    autoScalingConfigurations:
      small: { maxSize: 9 }
`;

interface Made {
  type: string;
  name: string;
  inputs: Record<string, unknown>;
}

describe("a ConfigFile in a program", () => {
  let folder: string;
  let made: Made[];

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "apprunner-component-"));
    made = [];
    pulumi.runtime.setMocks(
      {
        newResource: ({ type, name, inputs }) => {
          made.push({ type, name, inputs });
          return {
            id: `${name}-id`,
            state: { ...inputs, url: `https://${name}`, autoScalingConfigurationArn: `arn:${name}` },
          };
        },
        call: () => ({}),
      },
      "shop",
      "dev",
      false,
    );
    process.env.SHOP_KEY = "canary";
  });
  afterEach(() => {
    delete process.env.SHOP_KEY;
    rmSync(folder, { recursive: true });
  });

  it("makes every entry below it, with references and secrets, for one environment", async () => {
    writeFileSync(join(folder, "a.yaml"), FILE);
    const shop = new ConfigFile("shop", { file: join(folder, "a.yaml"), environment: "prod" });
    const urls = await new Promise((done) => shop.urls.apply(done));
    assert.deepEqual(urls, { web: "https://shop-web" });
    const byName = (name: string): Made => made.find((one) => one.name === name)!;
    assert.equal(byName("shop-small").inputs.maxSize, 9);
    assert.equal(byName("shop-web").inputs.autoScalingConfigurationArn, "arn:shop-small");
    assert.equal(byName("shop").type, "apprunner:index:ConfigFile");
    // The mocks see secrets as the engine does: wrapped.
    // A secret within makes the whole input one.
    const source = byName("shop-web").inputs.sourceConfiguration as Record<string, string>;
    assert.equal(source["4dabf18193072939515e22adb298388d"], "1b47061264138c4ac30d75fd1eb44270");
  });

  it("says what is wrong with the file as an error of the program, without a stack", () => {
    writeFileSync(join(folder, "a.yaml"), FILE.replace("maxSize: 2", "maxSise: 2"));
    assert.throws(
      () => new ConfigFile("broken", { file: join(folder, "a.yaml") }),
      (error: Error) => pulumi.RunError.isInstance(error) && /did you mean maxSize\?/.test(error.message),
    );
  });
});
