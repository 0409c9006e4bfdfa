import assert from "node:assert/strict";
import {
  CreateObservabilityConfigurationCommand,
  ListObservabilityConfigurationsCommand,
  type ListObservabilityConfigurationsCommandInput,
} from "@aws-sdk/client-apprunner";
import { useTestApi } from "../support/api";
import { refused } from "../support/refusal";

describe("ListObservabilityConfigurations", () => {
  const api = useTestApi();
  beforeEach(async () => {
    for (const ObservabilityConfigurationName of ["traces", "others", "traces"]) {
      await api().send(new CreateObservabilityConfigurationCommand({ ObservabilityConfigurationName }));
    }
  });
  const list = async (input: ListObservabilityConfigurationsCommandInput = {}) => {
    const answer = await api().send(new ListObservabilityConfigurationsCommand(input));
    const shown = answer.ObservabilityConfigurationSummaryList!.map(
      ({ ObservabilityConfigurationName: name, ObservabilityConfigurationRevision: revision }) => `${name}/${revision}`,
    );
    return { shown, NextToken: answer.NextToken };
  };

  it("lists the latest revision of each name unless asked otherwise", async () => {
    assert.deepEqual((await list()).shown, ["DefaultConfiguration/1", "others/1", "traces/2"]);
    const all = ["DefaultConfiguration/1", "traces/1", "others/1", "traces/2"];
    assert.deepEqual((await list({ LatestOnly: false })).shown, all);
  });

  it("lists the revisions of one name", async () => {
    const input = { ObservabilityConfigurationName: "traces", LatestOnly: false };
    assert.deepEqual((await list(input)).shown, ["traces/1", "traces/2"]);
  });

  it("has ARN, name and revision in a summary and no more", async () => {
    const { ObservabilityConfigurationSummaryList } = await api().send(new ListObservabilityConfigurationsCommand({}));
    assert.deepEqual(Object.keys(ObservabilityConfigurationSummaryList![0]!).sort(), [
      "ObservabilityConfigurationArn",
      "ObservabilityConfigurationName",
      "ObservabilityConfigurationRevision",
    ]);
  });

  it("walks through them page by page", async () => {
    const first = await list({ LatestOnly: false, MaxResults: 3 });
    const second = await list({ LatestOnly: false, MaxResults: 3, NextToken: first.NextToken });
    assert.deepEqual([...first.shown, ...second.shown], (await list({ LatestOnly: false })).shown);
    assert.equal(second.NextToken, undefined);
    await refused(list({ NextToken: first.NextToken }), "InvalidRequestException", /NextToken/);
  });
});
