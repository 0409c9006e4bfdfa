import assert from "node:assert/strict";
import {
  CreateObservabilityConfigurationCommand,
  DeleteObservabilityConfigurationCommand,
  DescribeObservabilityConfigurationCommand,
} from "@aws-sdk/client-apprunner";
import { useTestApi } from "../support/api";
import { refused } from "../support/refusal";

describe("DescribeObservabilityConfiguration", () => {
  const api = useTestApi();
  const prefix = "arn:aws:apprunner:us-east-1:000000000000:observabilityconfiguration";
  const create = async () => {
    const command = new CreateObservabilityConfigurationCommand({ ObservabilityConfigurationName: "traces" });
    return (await api().send(command)).ObservabilityConfiguration!;
  };
  const describeIt = async (ObservabilityConfigurationArn: string | undefined) => {
    const command = new DescribeObservabilityConfigurationCommand({ ObservabilityConfigurationArn });
    return (await api().send(command)).ObservabilityConfiguration!;
  };

  it("describes a revision by full ARN, number or as the latest of its name", async () => {
    const first = await create();
    const second = await create();
    assert.deepEqual(await describeIt(second.ObservabilityConfigurationArn), second);
    assert.deepEqual(await describeIt(`${prefix}/traces`), second);
    assert.deepEqual(await describeIt(`${prefix}/traces/1`), { ...first, Latest: false });
  });

  it("has the one with X-Ray that App Runner provides", async () => {
    const provided = await describeIt(`${prefix}/DefaultConfiguration/1/00000000000000000000000000000001`);
    assert.deepEqual(provided.TraceConfiguration, { Vendor: "AWSXRAY" });
  });

  it("shows a deleted revision as inactive by its full ARN only", async () => {
    const { ObservabilityConfigurationArn } = await create();
    await api().send(new DeleteObservabilityConfigurationCommand({ ObservabilityConfigurationArn }));
    const shown = await describeIt(ObservabilityConfigurationArn);
    assert.deepEqual([shown.Status, shown.Latest], ["INACTIVE", false]);
    assert.ok(shown.DeletedAt instanceof Date);
    await refused(describeIt(`${prefix}/traces`), "ResourceNotFoundException", /doesn't exist/);
  });

  it("refuses what is no such ARN", async () => {
    await refused(
      describeIt("arn:aws:apprunner:us-east-1:000000000000:autoscalingconfiguration/traces"),
      "InvalidRequestException",
      /observability configuration ARN you specified isn't valid/,
    );
  });
});
