import assert from "node:assert/strict";
import { ListConnectionsCommand, ListTagsForResourceCommand } from "@aws-sdk/client-apprunner";
import type { TestRuntime } from "../support/runtime";
import { type LocalStack, openLocalStack } from "./localStack";
import type { PulumiProject } from "./pulumiProject";

/** The dynamic provider, the plugin with the stack's settings, and the plugin with its own. */
const PROGRAM = `
  const args = { providerType: "GITHUB", tags: { env: "own" } };
  const home = new pulumi.Config("apprunner").require("home");
  new apprunner.Connection("dynamic", { ...args, connectionName: "dynamic" });
  new apprunner.Connection("plugin", { ...args, connectionName: "plugin" }, { provider: new apprunner.Provider("stacks") });
  const own = new apprunner.Provider("own", { target: "local", home, defaultTags: { only: pulumi.output("here") } });
  new apprunner.Connection("explicit", { ...args, connectionName: "explicit" }, { provider: own });`;

describe("default tags in a stack", function () {
  this.timeout(120_000);
  let stack: LocalStack | undefined;
  let runtime: TestRuntime;
  let project: PulumiProject;

  before(async function () {
    const defaultTags = { team: "web", env: "default" };
    stack = await openLocalStack(this, { config: { "apprunner:defaultTags": defaultTags } });
    ({ runtime, project } = stack);
    project.program(PROGRAM);
  });
  after(() => stack?.close());

  const run = async (...args: string[]): Promise<string> => {
    const { code, output } = await project.pulumi(...args);
    assert.equal(code, 0, output);
    return output;
  };
  const liveTags = async (): Promise<Record<string, Record<string, string>>> => {
    const { ConnectionSummaryList = [] } = await runtime.client().send(new ListConnectionsCommand({}));
    const all = ConnectionSummaryList.map(async ({ ConnectionName, ConnectionArn }) => {
      const { Tags = [] } = await runtime
        .client()
        .send(new ListTagsForResourceCommand({ ResourceArn: ConnectionArn! }));
      return [ConnectionName!, Object.fromEntries(Tags.map(({ Key, Value }) => [Key!, Value!]))] as const;
    });
    return Object.fromEntries(await Promise.all(all));
  };

  it("are on everything, and no refresh and no update takes them for a change", async () => {
    await project.up();
    assert.deepEqual(await liveTags(), {
      dynamic: { team: "web", env: "own" },
      plugin: { team: "web", env: "own" },
      explicit: { only: "here", env: "own" },
    });
    await project.up("--refresh", "--expect-no-changes");
  });

  it("show when they change, and go when they are taken away", async () => {
    await run("config", "set", "--path", "apprunner:defaultTags.env", "default");
    const shown = await project.up("--diff");
    assert.equal(shown.match(/- team\s*: "web"/g)?.length, 3, shown);
    assert.match(shown, /~ 3 updated/, "two connections, and the provider that has the stack's settings");
    const { dynamic, plugin, explicit } = await liveTags();
    assert.deepEqual([dynamic, plugin, explicit], [{ env: "own" }, { env: "own" }, { only: "here", env: "own" }]);
  });
});
