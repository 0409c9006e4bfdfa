import assert from "node:assert/strict";
import {
  CreateAutoScalingConfigurationCommand,
  DeleteAutoScalingConfigurationCommand,
  DescribeAutoScalingConfigurationCommand,
} from "@aws-sdk/client-apprunner";
import { useTestApi } from "../support/api";
import { refused } from "../support/refusal";

describe("DescribeAutoScalingConfiguration", () => {
  const api = useTestApi();
  const prefix = "arn:aws:apprunner:us-east-1:000000000000:autoscalingconfiguration";
  const create = async (AutoScalingConfigurationName: string) => {
    const input = { AutoScalingConfigurationName };
    return (await api().send(new CreateAutoScalingConfigurationCommand(input))).AutoScalingConfiguration!;
  };
  const describeIt = async (AutoScalingConfigurationArn: string | undefined, region?: string) => {
    const command = new DescribeAutoScalingConfigurationCommand({ AutoScalingConfigurationArn });
    return (await api().client(region).send(command)).AutoScalingConfiguration!;
  };

  it("describes a revision by its full ARN", async () => {
    const made = await create("busy-app");
    assert.deepEqual(await describeIt(made.AutoScalingConfigurationArn), made);
  });

  it("finds the latest active revision by the name and any by its number", async () => {
    const first = await create("busy-app");
    const second = await create("busy-app");
    assert.deepEqual(await describeIt(`${prefix}/busy-app`), second);
    assert.deepEqual(await describeIt(`${prefix}/busy-app/1`), { ...first, Latest: false });
  });

  it("shows a deleted revision as inactive by its full ARN only", async () => {
    const { AutoScalingConfigurationArn } = await create("busy-app");
    await api().send(new DeleteAutoScalingConfigurationCommand({ AutoScalingConfigurationArn }));
    const shown = await describeIt(AutoScalingConfigurationArn);
    assert.equal(shown.Status, "inactive");
    assert.equal(shown.Latest, false);
    assert.ok(shown.DeletedAt instanceof Date);
    await refused(describeIt(`${prefix}/busy-app`), "ResourceNotFoundException", /doesn't exist/);
  });

  it("has the default of every region from the start", async () => {
    for (const region of ["us-east-1", "eu-west-1"]) {
      const shown = await describeIt(`${prefix.replace("us-east-1", region)}/DefaultConfiguration`, region);
      assert.equal(shown.AutoScalingConfigurationArn?.endsWith("/1/00000000000000000000000000000001"), true);
      assert.equal(shown.IsDefault, true);
      assert.deepEqual([shown.MinSize, shown.MaxSize, shown.MaxConcurrency], [1, 25, 100]);
    }
  });

  it("says whether services use it", async () => {
    const { AutoScalingConfigurationArn } = await create("busy-app");
    await api().runningService("web-app", { AutoScalingConfigurationArn });
    assert.equal((await describeIt(AutoScalingConfigurationArn)).HasAssociatedService, true);
  });

  it("refuses what is no such ARN, and knows nothing of other regions", async () => {
    const service = "arn:aws:apprunner:us-east-1:000000000000:service/a/b";
    await refused(
      describeIt(service),
      "InvalidRequestException",
      /auto scaling configuration ARN you specified isn't valid/,
    );
    await refused(describeIt(`${prefix}/none`), "ResourceNotFoundException", /doesn't exist/);
    const { AutoScalingConfigurationArn } = await create("busy-app");
    await refused(describeIt(AutoScalingConfigurationArn, "eu-west-1"), "ResourceNotFoundException", /doesn't exist/);
  });
});
