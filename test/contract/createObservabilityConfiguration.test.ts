import assert from "node:assert/strict";
import {
  CreateObservabilityConfigurationCommand,
  type CreateObservabilityConfigurationCommandInput,
} from "@aws-sdk/client-apprunner";
import { useTestApi } from "../support/api";
import { refused } from "../support/refusal";

describe("CreateObservabilityConfiguration", () => {
  const api = useTestApi({ quotas: { observabilityConfigurations: 2, observabilityConfigurationRevisions: 2 } });
  const create = async (
    ObservabilityConfigurationName: string,
    rest: Partial<CreateObservabilityConfigurationCommandInput> = {},
  ) => {
    const input = { ObservabilityConfigurationName, ...rest };
    return (await api().send(new CreateObservabilityConfigurationCommand(input))).ObservabilityConfiguration!;
  };

  it("makes revision 1 of a new name", async () => {
    const made = await create("traces", { TraceConfiguration: { Vendor: "AWSXRAY" } });
    assert.match(
      made.ObservabilityConfigurationArn!,
      /^arn:aws:apprunner:us-east-1:000000000000:observabilityconfiguration\/traces\/1\/[0-9a-f]{32}$/,
    );
    assert.deepEqual(
      [made.ObservabilityConfigurationName, made.ObservabilityConfigurationRevision, made.Latest, made.Status],
      ["traces", 1, true, "ACTIVE"],
    );
    assert.deepEqual(made.TraceConfiguration, { Vendor: "AWSXRAY" });
    assert.ok(made.CreatedAt instanceof Date);
  });

  it("has no tracing unless it is asked for", async () => {
    assert.equal((await create("traces")).TraceConfiguration, undefined);
  });

  it("makes the next revision of a name that is there", async () => {
    await create("traces");
    assert.equal((await create("traces")).ObservabilityConfigurationRevision, 2);
  });

  it("keeps the name DefaultConfiguration to itself", async () => {
    await refused(create("DefaultConfiguration"), "InvalidRequestException", /name DefaultConfiguration is reserved/);
  });

  it("is limited by the quotas", async () => {
    await create("traces");
    await create("traces");
    await refused(create("traces"), "ServiceQuotaExceededException", /limit of 2 revisions/);
    await create("others");
    await refused(create("third"), "ServiceQuotaExceededException", /limit of 2 observability configuration names/);
  });
});
