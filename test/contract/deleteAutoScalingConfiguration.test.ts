import assert from "node:assert/strict";
import {
  CreateAutoScalingConfigurationCommand,
  DeleteAutoScalingConfigurationCommand,
  DeleteServiceCommand,
  DescribeAutoScalingConfigurationCommand,
  ListTagsForResourceCommand,
  UpdateDefaultAutoScalingConfigurationCommand,
  UpdateServiceCommand,
} from "@aws-sdk/client-apprunner";
import { useTestApi } from "../support/api";
import { refused } from "../support/refusal";

describe("DeleteAutoScalingConfiguration", () => {
  const api = useTestApi();
  const prefix = "arn:aws:apprunner:us-east-1:000000000000:autoscalingconfiguration";
  const create = async (AutoScalingConfigurationName: string) => {
    const input = { AutoScalingConfigurationName };
    const answer = await api().send(new CreateAutoScalingConfigurationCommand(input));
    return answer.AutoScalingConfiguration!.AutoScalingConfigurationArn!;
  };
  const remove = async (AutoScalingConfigurationArn: string, DeleteAllRevisions?: boolean) => {
    const input = { AutoScalingConfigurationArn, DeleteAllRevisions };
    return (await api().send(new DeleteAutoScalingConfigurationCommand(input))).AutoScalingConfiguration!;
  };
  const latest = async (name: string) => {
    const input = { AutoScalingConfigurationArn: `${prefix}/${name}` };
    const answer = await api().send(new DescribeAutoScalingConfigurationCommand(input));
    return answer.AutoScalingConfiguration!.AutoScalingConfigurationRevision;
  };

  it("deletes the latest revision when only the name is given; the one before is the latest then", async () => {
    await create("busy");
    const second = await create("busy");
    const deleted = await remove(`${prefix}/busy`);
    assert.equal(deleted.AutoScalingConfigurationArn, second);
    assert.deepEqual([deleted.Status, deleted.Latest], ["inactive", false]);
    assert.ok(deleted.DeletedAt instanceof Date);
    assert.equal(await latest("busy"), 1);
  });

  it("deletes one revision by its number or full ARN", async () => {
    const first = await create("busy");
    await create("busy");
    await create("busy");
    await remove(first);
    await remove(`${prefix}/busy/2`);
    assert.equal(await latest("busy"), 3);
  });

  it("deletes all revisions of a name", async () => {
    await create("busy");
    await create("busy");
    await remove(`${prefix}/busy`, true);
    await refused(latest("busy"), "ResourceNotFoundException", /doesn't exist/);
  });

  it("takes all revisions by the name alone", async () => {
    await refused(
      remove(await create("busy"), true),
      "InvalidRequestException",
      /^You cannot specify full auto scaling configuration ARN and DeleteAllRevisions as true at same time$/,
    );
  });

  it("refuses a revision that a service uses, alone or among all", async () => {
    const first = await create("busy");
    await create("busy");
    await api().runningService("web-app", { AutoScalingConfigurationArn: first });
    const message = /^You can't delete the auto scaling configuration\. It's used by one or more services\./;
    await refused(remove(first), "InvalidRequestException", message);
    await refused(remove(`${prefix}/busy`, true), "InvalidRequestException", message);
    assert.equal(await latest("busy"), 2);
    await remove(`${prefix}/busy`);
  });

  it("refuses a revision that a running update may go back to", async () => {
    const first = await create("busy");
    const second = await create("calm");
    const { ServiceArn } = await api().runningService("web-app", { AutoScalingConfigurationArn: first });
    await api().send(new UpdateServiceCommand({ ServiceArn, AutoScalingConfigurationArn: second }));
    await refused(remove(first), "InvalidRequestException", /It's used by one or more services/);
    api().end(ServiceArn!);
    await remove(first);
  });

  it("deletes what only a deleted service used", async () => {
    const arn = await create("busy");
    const { ServiceArn } = await api().runningService("web-app", { AutoScalingConfigurationArn: arn });
    await api().send(new DeleteServiceCommand({ ServiceArn }));
    api().end(ServiceArn!);
    await remove(arn);
  });

  it("refuses the region's default until another one is", async () => {
    const provided = `${prefix}/DefaultConfiguration`;
    await refused(
      remove(provided),
      "InvalidRequestException",
      /^You can't delete a reserved auto scaling configuration/,
    );
    const AutoScalingConfigurationArn = await create("busy");
    await api().send(new UpdateDefaultAutoScalingConfigurationCommand({ AutoScalingConfigurationArn }));
    await refused(remove(AutoScalingConfigurationArn), "InvalidRequestException", /reserved/);
    await remove(provided);
  });

  it("says so when it was deleted before, and when it never was", async () => {
    const arn = await create("busy");
    await remove(arn);
    await refused(
      remove(arn),
      "InvalidRequestException",
      /^The auto scaling configuration you specified has been deleted$/,
    );
    await refused(remove(`${prefix}/none`), "ResourceNotFoundException", /doesn't exist/);
  });

  it("takes the tags along", async () => {
    const arn = await create("busy");
    await remove(arn);
    await refused(
      api().send(new ListTagsForResourceCommand({ ResourceArn: arn })),
      "ResourceNotFoundException",
      /doesn't exist/,
    );
  });
});
