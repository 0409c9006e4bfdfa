import assert from "node:assert/strict";
import {
  CreateAutoScalingConfigurationCommand,
  DeleteServiceCommand,
  ListServicesForAutoScalingConfigurationCommand,
} from "@aws-sdk/client-apprunner";
import { useTestApi } from "../support/api";
import { refused } from "../support/refusal";

describe("ListServicesForAutoScalingConfiguration", () => {
  const api = useTestApi();
  const prefix = "arn:aws:apprunner:us-east-1:000000000000:autoscalingconfiguration";
  const list = (AutoScalingConfigurationArn: string, MaxResults?: number, NextToken?: string) =>
    api().send(
      new ListServicesForAutoScalingConfigurationCommand({ AutoScalingConfigurationArn, MaxResults, NextToken }),
    );

  it("lists the live services of a revision, oldest first", async () => {
    const { AutoScalingConfiguration } = await api().send(
      new CreateAutoScalingConfigurationCommand({ AutoScalingConfigurationName: "busy" }),
    );
    const arn = AutoScalingConfiguration!.AutoScalingConfigurationArn!;
    const used = { AutoScalingConfigurationArn: arn };
    const one = await api().runningService("one-app", used);
    const gone = await api().runningService("gone-app", used);
    const two = await api().runningService("two-app", used);
    await api().runningService("other-app");
    await api().send(new DeleteServiceCommand({ ServiceArn: gone.ServiceArn }));
    api().end(gone.ServiceArn!);
    assert.deepEqual((await list(arn)).ServiceArnList, [one.ServiceArn, two.ServiceArn]);
    assert.deepEqual((await list(`${prefix}/busy`)).ServiceArnList, [one.ServiceArn, two.ServiceArn]);
  });

  it("walks through them page by page", async () => {
    const made = [];
    for (const name of ["one-app", "two-app", "three-app"]) made.push((await api().runningService(name)).ServiceArn);
    const arn = `${prefix}/DefaultConfiguration`;
    const first = await list(arn, 2);
    const second = await list(arn, 2, first.NextToken);
    assert.deepEqual([...first.ServiceArnList!, ...second.ServiceArnList!], made);
    assert.equal(second.NextToken, undefined);
  });

  it("knows no configuration that is not there", async () => {
    await refused(list(`${prefix}/none`), "ResourceNotFoundException", /doesn't exist/);
  });
});
