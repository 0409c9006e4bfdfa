import assert from "node:assert/strict";
import * as pulumi from "@pulumi/pulumi";
import { mockPulumi, type Registered, settled } from "../../test/support/mocks";
import { enterPeers, whyNoPeers } from "../../test/support/peers";
import { skip } from "../../test/support/skip";
import { ImageService, type ImageServiceArgs } from "..";

const REPOSITORY = "000000000000.dkr.ecr.eu-west-1.amazonaws.com/shop-1a2b";
const OWN = "111111111111.dkr.ecr.eu-west-1.amazonaws.com/own";
const DIGEST = `sha256:${"0".repeat(64)}`;
const ROLE = "arn:aws:iam::000000000000:role/shop-access";
const SERVICE = "pulumi-nodejs:dynamic/apprunner:Service";

/** Defaults that the class of @pulumi/docker puts in. */
const SAID_BY_THE_CLASS = { buildOnPreview: false, skipPush: false };

/** What the resources and the one function answer. */
function answer(type: string, _name: string, inputs: Record<string, unknown>): Record<string, unknown> {
  switch (type) {
    case "aws:ecr/repository:Repository":
      return { repositoryUrl: REPOSITORY };
    case "aws:ecr/getAuthorizationToken:getAuthorizationToken":
      return { userName: "AWS", password: `of ${inputs.registryId}` };
    case "docker:index/image:Image":
      // As of an image that has been pushed to another repository too.
      return { repoDigest: inputs.skipPush ? DIGEST : `docker.io/other/name@${DIGEST}` };
    case "aws:iam/role:Role":
      return { arn: ROLE, name: "shop-access" };
    case SERVICE:
      return { url: "https://abc", serviceArn: "arn:shop" };
    default:
      return {};
  }
}

describe("an ImageService", () => {
  let made: Registered[];
  let leave: (() => void) | undefined;
  const start = async (config: Record<string, string> = {}, preview = false): Promise<void> => {
    made = await mockPulumi(answer, { config, preview });
  };
  // Settings and a preview would outlive these tests in the process that all share.
  after(() => mockPulumi(answer));
  const types = (): string[] => made.map(({ type }) => type).slice(1);
  const inputsOf = (type: string) => made.find((one) => one.type === type)?.inputs as Record<string, unknown>;
  const deploy = async (args: ImageServiceArgs): Promise<ImageService> => {
    const component = new ImageService("shop", args);
    await settled(component.urn);
    await pulumi.runtime.disconnect();
    return component;
  };

  it("says which package it needs when that is not installed", async () => {
    await start({ "apprunner:target": "local" });
    assert.throws(
      () => new ImageService("shop"),
      /An ImageService needs the package @pulumi\/docker, which is not installed: npm install "@pulumi\/docker@>=4\.4\.0 <6\.0\.0"/,
    );
  });

  describe("where @pulumi/docker and @pulumi/aws are", () => {
    before(function () {
      const reason = whyNoPeers();
      if (reason) skip(this, reason);
      leave = enterPeers();
    });
    after(() => leave?.());

    it("on AWS builds for App Runner's machines, pushes to a repository of its own and deploys the digest", async () => {
      await start();
      const component = await deploy({ context: "app", args: { VERSION: "2" }, target: "run", tags: { a: "1" } });
      const { registry, ...image } = inputsOf("docker:index/image:Image");
      assert.deepEqual(image, {
        imageName: `${REPOSITORY}:latest`,
        build: {
          context: "app",
          dockerfile: "app/Dockerfile",
          args: { VERSION: "2" },
          target: "run",
          platform: "linux/amd64",
        },
        ...SAID_BY_THE_CLASS,
      });
      const { password, ...login } = (registry as { value: Record<string, unknown> }).value ?? registry;
      assert.deepEqual(login, { server: REPOSITORY, username: "AWS" });
      assert.match(JSON.stringify(password), /of 000000000000/);
      const { sourceConfiguration, tags } = inputsOf(SERVICE);
      assert.deepEqual(tags, { a: "1" });
      assert.deepEqual(sourceConfiguration, {
        imageRepository: { imageIdentifier: `${REPOSITORY}@${DIGEST}`, imageRepositoryType: "ECR" },
        autoDeploymentsEnabled: false,
        authenticationConfiguration: { accessRoleArn: ROLE },
      });
      assert.equal(await settled(component.imageIdentifier), `${REPOSITORY}@${DIGEST}`);
      assert.equal(await settled(component.url), "https://abc");
    });

    it("makes the role that pulls, and the service only once it may", async () => {
      await start();
      await deploy({});
      const { assumeRolePolicy } = inputsOf("aws:iam/role:Role");
      const [statement] = JSON.parse(String(assumeRolePolicy)).Statement;
      assert.deepEqual(
        [statement.Principal, statement.Action],
        [{ Service: "build.apprunner.amazonaws.com" }, "sts:AssumeRole"],
      );
      const { role, policyArn } = inputsOf("aws:iam/rolePolicyAttachment:RolePolicyAttachment");
      assert.equal(role, "shop-access");
      assert.match(String(policyArn), /:policy\/service-role\/AWSAppRunnerServicePolicyForECRAccess$/);
      assert.equal(types().at(-1), SERVICE);
      assert.equal(inputsOf("aws:ecr/repository:Repository").forceDelete, true);
    });

    it("takes a repository, a tag and a role that are there", async () => {
      await start();
      const component = await deploy({ repositoryUrl: OWN, tag: "v2", accessRoleArn: "arn:own" });
      assert.deepEqual(types(), ["docker:index/image:Image", SERVICE]);
      assert.equal(inputsOf("docker:index/image:Image").imageName, `${OWN}:v2`);
      assert.match(JSON.stringify(inputsOf("docker:index/image:Image").registry), /of 111111111111/);
      assert.equal(await settled(component.imageIdentifier), `${OWN}@${DIGEST}`);
    });

    it("says what is no repository of ECR", async () => {
      await start();
      assert.throws(
        () => new ImageService("shop", { repositoryUrl: "docker.io/me/shop" }),
        /repositoryUrl "docker\.io\/me\/shop" is no repository of Amazon ECR/,
      );
    });

    it("on a local App Runner builds here, pushes nothing and deploys the image's id", async () => {
      await start({ "apprunner:target": "local" });
      await deploy({ imageConfiguration: { port: "3000" }, dockerfile: "docker/run" });
      assert.deepEqual(types(), ["docker:index/image:Image", SERVICE]);
      assert.deepEqual(inputsOf("docker:index/image:Image"), {
        imageName: "apprunner/project-stack-shop:latest",
        build: { context: ".", dockerfile: "docker/run" },
        ...SAID_BY_THE_CLASS,
        skipPush: true,
      });
      assert.deepEqual(inputsOf(SERVICE).sourceConfiguration, {
        imageRepository: {
          imageIdentifier: DIGEST,
          imageRepositoryType: "ECR",
          imageConfiguration: { port: "3000" },
        },
        autoDeploymentsEnabled: false,
      });
    });

    it("knows in a preview everything but what the build will say", async () => {
      await start({}, true);
      const component = await deploy({ serviceName: "shop" });
      assert.equal(await settled(component.imageIdentifier), "unknown");
      assert.equal(inputsOf(SERVICE).serviceName, "shop");
      assert.ok(types().includes("docker:index/image:Image"));
    });
  });
});
