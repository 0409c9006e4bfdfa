import assert from "node:assert/strict";
import {
  CreateAutoScalingConfigurationCommand,
  type CreateAutoScalingConfigurationCommandInput,
  DeleteAutoScalingConfigurationCommand,
  ListTagsForResourceCommand,
} from "@aws-sdk/client-apprunner";
import { useTestApi } from "../support/api";
import { refused } from "../support/refusal";

describe("CreateAutoScalingConfiguration", () => {
  const api = useTestApi({ quotas: { autoScalingConfigurations: 2, autoScalingConfigurationRevisions: 3 } });
  const create = async (
    AutoScalingConfigurationName: string,
    rest: Partial<CreateAutoScalingConfigurationCommandInput> = {},
  ) => {
    const input = { AutoScalingConfigurationName, ...rest };
    return (await api().send(new CreateAutoScalingConfigurationCommand(input))).AutoScalingConfiguration!;
  };
  const remove = (AutoScalingConfigurationArn: string | undefined, DeleteAllRevisions = false) =>
    api().send(new DeleteAutoScalingConfigurationCommand({ AutoScalingConfigurationArn, DeleteAllRevisions }));

  it("makes revision 1 with the API's defaults", async () => {
    const made = await create("busy-app");
    assert.match(
      made.AutoScalingConfigurationArn!,
      /^arn:aws:apprunner:us-east-1:000000000000:autoscalingconfiguration\/busy-app\/1\/[0-9a-f]{32}$/,
    );
    assert.deepEqual(
      { ...made, AutoScalingConfigurationArn: undefined, CreatedAt: undefined },
      {
        AutoScalingConfigurationArn: undefined,
        CreatedAt: undefined,
        AutoScalingConfigurationName: "busy-app",
        AutoScalingConfigurationRevision: 1,
        Latest: true,
        Status: "active",
        MaxConcurrency: 100,
        MinSize: 1,
        MaxSize: 25,
        HasAssociatedService: false,
        IsDefault: false,
      },
    );
  });

  it("keeps the sizes and tags that are given", async () => {
    const made = await create("busy-app", {
      MinSize: 2,
      MaxSize: 60,
      MaxConcurrency: 7,
      Tags: [{ Key: "a", Value: "b" }],
    });
    assert.deepEqual([made.MinSize, made.MaxSize, made.MaxConcurrency], [2, 60, 7]);
    const ResourceArn = made.AutoScalingConfigurationArn;
    const { Tags } = await api().send(new ListTagsForResourceCommand({ ResourceArn }));
    assert.deepEqual(Tags, [{ Key: "a", Value: "b" }]);
  });

  it("makes the next revision of a name that is there", async () => {
    await create("busy-app");
    const second = await create("busy-app", { MinSize: 3 });
    assert.equal(second.AutoScalingConfigurationRevision, 2);
    assert.equal(second.Latest, true);
  });

  it("begins at 1 again after all revisions are deleted", async () => {
    const { AutoScalingConfigurationArn } = await create("busy-app");
    await create("busy-app");
    await remove(AutoScalingConfigurationArn!.split("/").slice(0, 2).join("/"), true);
    assert.equal((await create("busy-app")).AutoScalingConfigurationRevision, 1);
  });

  it("limits names and revisions, without counting the one that App Runner provides", async () => {
    for (let count = 0; count < 3; count++) await create("busy-app");
    await refused(create("busy-app"), "ServiceQuotaExceededException", /limit of 3 revisions/);
    await create("calm-app");
    await refused(create("idle-app"), "ServiceQuotaExceededException", /limit of 2 auto scaling configuration names/);
  });

  it("makes further revisions of DefaultConfiguration", async () => {
    const made = await create("DefaultConfiguration");
    assert.equal(made.AutoScalingConfigurationRevision, 2);
    assert.equal(made.IsDefault, false);
  });

  it("refuses a minimum above the maximum", async () => {
    await refused(create("busy-app", { MinSize: 9, MaxSize: 8 }), "InvalidRequestException", /MinSize \(9\)/);
  });
});
