import assert from "node:assert/strict";
import { lost, throttled } from "../support/faults";
import { waitFor } from "../support/waitFor";
import { needPulumiAndPackage } from "./localStack";
import { createPulumiProject, type PulumiProject } from "./pulumiProject";
import { type ProviderWorld, startProviderWorld } from "./world";

const program = (port: string): string => `
  const scaling = new apprunner.AutoScalingConfiguration("small", { maxSize: 2 });
  const service = new apprunner.Service("hello", {
    sourceConfiguration: { imageRepository: {
      imageIdentifier: "hello:1", imageRepositoryType: "ECR", imageConfiguration: { port: "${port}" },
    } },
    autoScalingConfigurationArn: scaling.autoScalingConfigurationArn,
  });
  return { serviceArn: service.serviceArn, status: service.status };`;

for (const [adapter, settings] of [
  ["the dynamic provider", {}],
  ["the plugin", { "apprunner:plugin": "true" }],
] as const) {
  describe(`pulumi up with ${adapter}, when something goes wrong`, function () {
    this.timeout(120_000);
    let world: ProviderWorld;
    let project: PulumiProject;

    before(async function () {
      await needPulumiAndPackage(this);
      world = await startProviderWorld();
      project = await createPulumiProject({
        "apprunner:target": "local",
        "apprunner:endpoint": world.proxy.endpoint,
        "apprunner:home": world.home,
        ...settings,
      });
    });
    after(async () => {
      project?.remove();
      await world?.close();
    });

    const services = () => world.api.state.services.listAllLive();
    const revisions = () =>
      world.api.state.autoScalingConfigurations
        .list("us-east-1", { name: undefined, latestOnly: false }, 0, 100)
        .filter(({ name }) => name.startsWith("small"));
    const handled = (operation: string) =>
      world.proxy.seen.filter((one) => one.operation === operation && one.handled).length;

    it("keeps what was made though its answer was lost, and stops at once on Ctrl-C", async () => {
      world.hold();
      world.proxy.next("CreateAutoScalingConfiguration", throttled, lost);
      world.proxy.next("CreateService", lost);
      project.program(program("80"));
      const up = project.start("up", "--yes", "--skip-preview");
      await waitFor("the wait for the creation", () => handled("ListOperations") > 1 || undefined);
      const interrupted = Date.now();
      up.interrupt();
      const { code, output } = await up.ended;
      const took = Date.now() - interrupted;
      assert.notEqual(code, 0);
      assert.match(output, /cancelled: what App Runner has begun goes on by itself, and the next run finds it/);
      assert.ok(took < 15_000, `took ${took} ms`);
      const [service] = services();
      assert.deepEqual([services().length, revisions().length], [1, 1]);
      for (const { arn } of [service!, ...revisions()]) assert.ok(project.state().includes(arn), output);
    });

    it("goes on from there with the next run, and makes nothing again", async () => {
      const [service] = services();
      const next = project.start("up", "--yes", "--skip-preview");
      await waitFor(
        "the wait for the creation",
        () => world.proxy.seen.at(-1)?.operation === "DescribeService" || undefined,
      );
      world.letGo();
      const { code, output } = await next.ended;
      assert.equal(code, 0, output);
      assert.deepEqual(await project.outputs(), { serviceArn: service!.arn, status: "RUNNING" });
      assert.deepEqual([handled("CreateService"), handled("CreateAutoScalingConfiguration")], [1, 1]);
    });

    it("takes a rollback for a failure, and the next run tries again", async () => {
      project.program(program("81"));
      world.ends.push("fails");
      world.proxy.next("UpdateService", lost);
      const { code, output } = await project.pulumi("up", "--yes", "--skip-preview");
      assert.notEqual(code, 0);
      assert.match(output, /the update of service hello-\w+ failed and was rolled back/);
      assert.equal(handled("UpdateService"), 1);
      await project.up();
      assert.equal(handled("UpdateService"), 2);
      const [service] = services();
      assert.match(JSON.stringify(service!.configuration), /"Port":"81"/);
    });
  });
}
