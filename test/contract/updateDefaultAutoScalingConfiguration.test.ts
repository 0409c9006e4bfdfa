import assert from "node:assert/strict";
import {
  CreateAutoScalingConfigurationCommand,
  DeleteAutoScalingConfigurationCommand,
  ListAutoScalingConfigurationsCommand,
  UpdateDefaultAutoScalingConfigurationCommand,
} from "@aws-sdk/client-apprunner";
import { useTestApi } from "../support/api";
import { refused } from "../support/refusal";

describe("UpdateDefaultAutoScalingConfiguration", () => {
  const api = useTestApi();
  const prefix = "arn:aws:apprunner:us-east-1:000000000000:autoscalingconfiguration";
  const create = async (AutoScalingConfigurationName: string) => {
    const input = { AutoScalingConfigurationName };
    const answer = await api().send(new CreateAutoScalingConfigurationCommand(input));
    return answer.AutoScalingConfiguration!.AutoScalingConfigurationArn!;
  };
  const makeDefault = async (AutoScalingConfigurationArn: string) => {
    const command = new UpdateDefaultAutoScalingConfigurationCommand({ AutoScalingConfigurationArn });
    return (await api().send(command)).AutoScalingConfiguration!;
  };

  it("moves the default; there is always one", async () => {
    await create("busy");
    assert.equal((await makeDefault(`${prefix}/busy`)).IsDefault, true);
    const { AutoScalingConfigurationSummaryList } = await api().send(new ListAutoScalingConfigurationsCommand({}));
    assert.deepEqual(
      AutoScalingConfigurationSummaryList?.filter(({ IsDefault }) => IsDefault).map(
        ({ AutoScalingConfigurationName }) => AutoScalingConfigurationName,
      ),
      ["busy"],
    );
  });

  it("gives new services the new default and leaves those that are there", async () => {
    const before = await api().runningService("one-app");
    await makeDefault(await create("busy"));
    const after = await api().runningService("two-app");
    assert.equal(after.AutoScalingConfigurationSummary?.AutoScalingConfigurationName, "busy");
    assert.equal(
      api().state.services.find(before.ServiceArn!)?.configuration.AutoScalingConfigurationArn,
      `${prefix}/DefaultConfiguration/1/00000000000000000000000000000001`,
    );
  });

  it("refuses a revision that was deleted or never was", async () => {
    const arn = await create("busy");
    await api().send(new DeleteAutoScalingConfigurationCommand({ AutoScalingConfigurationArn: arn }));
    await refused(makeDefault(arn), "InvalidRequestException", /isn't valid/);
    await refused(makeDefault(`${prefix}/none`), "ResourceNotFoundException", /doesn't exist/);
  });
});
