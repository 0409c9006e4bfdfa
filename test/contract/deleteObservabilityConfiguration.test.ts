import assert from "node:assert/strict";
import {
  CreateObservabilityConfigurationCommand,
  DeleteObservabilityConfigurationCommand,
  DeleteServiceCommand,
} from "@aws-sdk/client-apprunner";
import { useTestApi } from "../support/api";
import { refused } from "../support/refusal";

describe("DeleteObservabilityConfiguration", () => {
  const api = useTestApi();
  const prefix = "arn:aws:apprunner:us-east-1:000000000000:observabilityconfiguration";
  const create = async () => {
    const command = new CreateObservabilityConfigurationCommand({ ObservabilityConfigurationName: "traces" });
    return (await api().send(command)).ObservabilityConfiguration!.ObservabilityConfigurationArn!;
  };
  const remove = async (ObservabilityConfigurationArn: string) => {
    const command = new DeleteObservabilityConfigurationCommand({ ObservabilityConfigurationArn });
    return (await api().send(command)).ObservabilityConfiguration!;
  };

  it("deletes the latest revision when only the name is given", async () => {
    await create();
    const second = await create();
    const deleted = await remove(`${prefix}/traces`);
    assert.equal(deleted.ObservabilityConfigurationArn, second);
    assert.deepEqual([deleted.Status, deleted.Latest], ["INACTIVE", false]);
  });

  it("begins at revision 1 again after all are deleted", async () => {
    await remove(await create());
    assert.match(await create(), /traces\/1\//);
  });

  it("is refused as long as a service uses the revision", async () => {
    const arn = await create();
    const { ServiceArn } = await api().runningService("web-app", {
      ObservabilityConfiguration: { ObservabilityEnabled: true, ObservabilityConfigurationArn: arn },
    });
    await refused(remove(arn), "InvalidRequestException", /It's used by one or more services/);
    await api().send(new DeleteServiceCommand({ ServiceArn }));
    api().end(ServiceArn!);
    await remove(arn);
  });

  it("refuses the one that App Runner provides", async () => {
    await refused(remove(`${prefix}/DefaultConfiguration`), "InvalidRequestException", /reserved/);
  });

  it("says so when it was deleted before, and when it never was", async () => {
    const arn = await create();
    await remove(arn);
    await refused(remove(arn), "InvalidRequestException", /has been deleted$/);
    await refused(remove(`${prefix}/none`), "ResourceNotFoundException", /doesn't exist/);
  });
});
