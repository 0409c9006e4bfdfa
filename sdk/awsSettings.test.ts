import assert from "node:assert/strict";
import * as pulumi from "@pulumi/pulumi";
import * as apprunner from ".";

describe("aws:region and aws:profile", () => {
  const made: pulumi.runtime.MockResourceArgs[] = [];
  const aws = { "aws:region": "eu-west-1", "aws:profile": "work" };

  beforeEach(async () => {
    made.splice(0);
    await pulumi.runtime.setMocks({
      newResource: (args) => {
        made.push(args);
        return { id: args.name, state: args.inputs };
      },
      call: () => ({}),
    });
  });
  afterEach(() => pulumi.runtime.setAllConfig({}));

  const connection = (opts?: pulumi.CustomResourceOptions) =>
    new apprunner.Connection("github", { providerType: "GITHUB" }, opts);
  const registered = async (resource: pulumi.CustomResource) => {
    await new Promise((resolve) => resource.urn.apply(resolve));
    return made.at(-1)!;
  };

  it("are given to a provider of its own where the stack's settings leave ours out", async () => {
    pulumi.runtime.setAllConfig({ ...aws, "apprunner:profile": "other" });
    const { inputs } = await registered(new apprunner.Provider("mine") as unknown as pulumi.CustomResource);
    assert.deepEqual([inputs.region, inputs.profile], ["eu-west-1", "other"]);
  });

  it("are not, where it is for the local App Runner or is told its target", async () => {
    for (const [config, args] of [
      [{ ...aws, "apprunner:target": "local" }, {}],
      [aws, { target: "aws" }],
    ] as const) {
      pulumi.runtime.setAllConfig(config);
      const { inputs } = await registered(new apprunner.Provider("mine", args) as unknown as pulumi.CustomResource);
      assert.deepEqual([inputs.region, inputs.profile], [undefined, undefined]);
    }
  });

  it("keep a stack from moving to the plugin, which would not see them, until ours say the same", async () => {
    pulumi.runtime.setAllConfig({ ...aws, "apprunner:plugin": "true" });
    assert.throws(() => connection(), {
      message:
        "The plugin does not see aws:region and aws:profile: " +
        "pulumi config set apprunner:region eu-west-1 && pulumi config set apprunner:profile work",
    });
    const own = { "apprunner:region": "eu-west-1", "apprunner:profile": "work" };
    pulumi.runtime.setAllConfig({ ...aws, ...own, "apprunner:plugin": "true" });
    assert.equal((await registered(connection())).type, "apprunner:index:Connection");
    pulumi.runtime.setAllConfig({ ...aws, "apprunner:target": "local", "apprunner:plugin": "true" });
    assert.equal((await registered(connection())).type, "apprunner:index:Connection");
  });

  it("are no matter to a resource with a provider of its own", async () => {
    pulumi.runtime.setAllConfig({ ...aws, "apprunner:plugin": "true" });
    const provider = new apprunner.Provider("mine", { target: "aws", region: "us-east-1" });
    assert.equal((await registered(connection({ provider }))).type, "apprunner:index:Connection");
  });
});
