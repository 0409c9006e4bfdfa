import assert from "node:assert/strict";
import {
  CreateAutoScalingConfigurationCommand,
  ListAutoScalingConfigurationsCommand,
  type ListAutoScalingConfigurationsCommandInput,
} from "@aws-sdk/client-apprunner";
import { useTestApi } from "../support/api";
import { refused } from "../support/refusal";

describe("ListAutoScalingConfigurations", () => {
  const api = useTestApi();
  beforeEach(async () => {
    for (const AutoScalingConfigurationName of ["busy", "calm", "busy", "busy"]) {
      await api().send(new CreateAutoScalingConfigurationCommand({ AutoScalingConfigurationName }));
    }
  });
  const list = async (input: ListAutoScalingConfigurationsCommandInput = {}) => {
    const answer = await api().send(new ListAutoScalingConfigurationsCommand(input));
    const shown = answer.AutoScalingConfigurationSummaryList!.map(
      ({ AutoScalingConfigurationName: name, AutoScalingConfigurationRevision: revision }) => `${name}/${revision}`,
    );
    return { shown, NextToken: answer.NextToken };
  };

  it("lists the latest revision of each name unless asked otherwise", async () => {
    assert.deepEqual((await list()).shown, ["DefaultConfiguration/1", "calm/1", "busy/3"]);
    assert.deepEqual((await list({ LatestOnly: true })).shown, ["DefaultConfiguration/1", "calm/1", "busy/3"]);
  });

  it("lists every active revision", async () => {
    const all = ["DefaultConfiguration/1", "busy/1", "calm/1", "busy/2", "busy/3"];
    assert.deepEqual((await list({ LatestOnly: false })).shown, all);
  });

  it("lists the revisions of one name", async () => {
    const of = (LatestOnly: boolean) => list({ AutoScalingConfigurationName: "busy", LatestOnly });
    assert.deepEqual((await of(false)).shown, ["busy/1", "busy/2", "busy/3"]);
    assert.deepEqual((await of(true)).shown, ["busy/3"]);
    assert.deepEqual((await list({ AutoScalingConfigurationName: "none" })).shown, []);
  });

  it("gives status, age, use and default of each", async () => {
    const { AutoScalingConfigurationSummaryList } = await api().send(new ListAutoScalingConfigurationsCommand({}));
    const [first] = AutoScalingConfigurationSummaryList!;
    assert.deepEqual([first!.Status, first!.IsDefault, first!.HasAssociatedService], ["active", true, false]);
    assert.ok(first!.CreatedAt instanceof Date);
  });

  it("walks through them page by page", async () => {
    const seen: string[] = [];
    let NextToken: string | undefined;
    do {
      const page = await list({ LatestOnly: false, MaxResults: 2, NextToken });
      assert.ok(page.shown.length <= 2);
      seen.push(...page.shown);
      NextToken = page.NextToken;
    } while (NextToken);
    assert.deepEqual(seen, (await list({ LatestOnly: false })).shown);
  });

  it("refuses a token with other filters than it was given for", async () => {
    const { NextToken } = await list({ LatestOnly: false, MaxResults: 2 });
    await refused(list({ LatestOnly: true, NextToken }), "InvalidRequestException", /NextToken/);
  });
});
