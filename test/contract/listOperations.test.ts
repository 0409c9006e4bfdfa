import assert from "node:assert/strict";
import {
  DeleteServiceCommand,
  ListOperationsCommand,
  PauseServiceCommand,
  ResumeServiceCommand,
  StartDeploymentCommand,
} from "@aws-sdk/client-apprunner";
import { useTestApi } from "../support/api";
import { refused } from "../support/refusal";

describe("ListOperations", () => {
  const api = useTestApi();

  it("lists operations, the last started first", async () => {
    const { ServiceArn } = await api().runningService("web-app");
    await api().send(new PauseServiceCommand({ ServiceArn }));
    api().end(ServiceArn!);
    await api().send(new ResumeServiceCommand({ ServiceArn }));
    api().end(ServiceArn!);
    await api().send(new StartDeploymentCommand({ ServiceArn }));
    api().end(ServiceArn!);
    const { OperationSummaryList } = await api().send(new ListOperationsCommand({ ServiceArn }));
    assert.deepEqual(
      OperationSummaryList?.map(({ Type, Status }) => `${Type} ${Status}`),
      ["START_DEPLOYMENT", "RESUME_SERVICE", "PAUSE_SERVICE", "CREATE_SERVICE"].map((type) => `${type} SUCCEEDED`),
    );
  });

  it("says when an operation started and ended", async () => {
    const { ServiceArn } = await api().runningService("web-app");
    const { OperationId } = await api().send(new PauseServiceCommand({ ServiceArn }));
    const [running] = (await api().send(new ListOperationsCommand({ ServiceArn, MaxResults: 1 })))
      .OperationSummaryList!;
    assert.equal(running!.Id, OperationId);
    assert.equal(running!.EndedAt, undefined);
    api().end(ServiceArn!);
    const [ended] = (await api().send(new ListOperationsCommand({ ServiceArn }))).OperationSummaryList!;
    assert.ok(ended!.EndedAt!.getTime() > ended!.StartedAt!.getTime());
    assert.deepEqual(ended!.UpdatedAt, ended!.EndedAt);
  });

  it("still answers for a deleted service, so that its deletion can be followed to the end", async () => {
    const { ServiceArn } = await api().runningService("web-app");
    const { OperationId } = await api().send(new DeleteServiceCommand({ ServiceArn }));
    api().end(ServiceArn!);
    const [last] = (await api().send(new ListOperationsCommand({ ServiceArn }))).OperationSummaryList!;
    assert.equal(last!.Id, OperationId);
    assert.equal(last!.Status, "SUCCEEDED");
  });

  it("walks through all of them, each once, while a new one starts", async () => {
    const { ServiceArn } = await api().runningService("web-app");
    const deploy = async () => {
      await api().send(new StartDeploymentCommand({ ServiceArn }));
      api().end(ServiceArn!);
    };
    for (let count = 0; count < 4; count++) await deploy();
    const before = (await api().send(new ListOperationsCommand({ ServiceArn }))).OperationSummaryList!;
    const seen: (string | undefined)[] = [];
    let NextToken: string | undefined;
    do {
      const page = await api().send(new ListOperationsCommand({ ServiceArn, MaxResults: 2, NextToken }));
      seen.push(...page.OperationSummaryList!.map(({ Id }) => Id));
      NextToken = page.NextToken;
      if (seen.length === 2) await deploy();
    } while (NextToken);
    assert.deepEqual(
      seen,
      before.map(({ Id }) => Id),
    );
  });

  it("refuses a token of another service", async () => {
    const { ServiceArn } = await api().runningService("web-app");
    await api().send(new StartDeploymentCommand({ ServiceArn }));
    const { NextToken } = await api().send(new ListOperationsCommand({ ServiceArn, MaxResults: 1 }));
    const other = await api().runningService("other");
    await refused(
      api().send(new ListOperationsCommand({ ServiceArn: other.ServiceArn, NextToken })),
      "InvalidRequestException",
      /NextToken/,
    );
  });

  it("knows no service that is not there", async () => {
    const ServiceArn = "arn:aws:apprunner:us-east-1:000000000000:service/none/8fe1e10304f84fd2b0df550fe98a71fa";
    await refused(api().send(new ListOperationsCommand({ ServiceArn })), "ResourceNotFoundException", /doesn't exist/);
  });
});
