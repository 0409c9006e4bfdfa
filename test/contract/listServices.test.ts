import assert from "node:assert/strict";
import { DeleteServiceCommand, ListServicesCommand } from "@aws-sdk/client-apprunner";
import { useTestApi } from "../support/api";
import { refused } from "../support/refusal";

describe("ListServices", () => {
  const api = useTestApi({ quotas: { services: 100 } });
  const makeServices = async (count: number, first = 0) => {
    for (let index = first; index < first + count; index++) await api().runningService(`app-${index}`);
  };
  const names = (list: { ServiceName?: string }[] | undefined) => list?.map(({ ServiceName }) => ServiceName);

  it("lists nothing where there is nothing", async () => {
    const { ServiceSummaryList, NextToken } = await api().send(new ListServicesCommand({}));
    assert.deepEqual(ServiceSummaryList, []);
    assert.equal(NextToken, undefined);
  });

  it("shows each service's summary", async () => {
    const { ServiceName, ServiceArn, ServiceId, ServiceUrl, CreatedAt } = await api().runningService("web-app");
    const { ServiceSummaryList } = await api().send(new ListServicesCommand({}));
    const UpdatedAt = new Date(api().state.services.find(ServiceArn!)!.updatedAt);
    assert.deepEqual(ServiceSummaryList, [
      { ServiceName, ServiceArn, ServiceId, ServiceUrl, CreatedAt, UpdatedAt, Status: "RUNNING" },
    ]);
  });

  it("leaves deleted services and other regions out", async () => {
    await makeServices(2);
    const { ServiceArn } = await api().runningService("gone");
    await api().send(new DeleteServiceCommand({ ServiceArn }));
    api().end(ServiceArn!);
    assert.deepEqual(names((await api().send(new ListServicesCommand({}))).ServiceSummaryList), ["app-0", "app-1"]);
    const elsewhere = await api().client("eu-west-1").send(new ListServicesCommand({}));
    assert.deepEqual(elsewhere.ServiceSummaryList, []);
  });

  it("walks through all of them page by page, each once, while others are made", async () => {
    await makeServices(7);
    const seen: (string | undefined)[] = [];
    let NextToken: string | undefined;
    do {
      const page = await api().send(new ListServicesCommand({ MaxResults: 3, NextToken }));
      seen.push(...names(page.ServiceSummaryList)!);
      NextToken = page.NextToken;
      if (seen.length === 3) await makeServices(1, 7);
    } while (NextToken);
    assert.deepEqual(seen, ["app-0", "app-1", "app-2", "app-3", "app-4", "app-5", "app-6", "app-7"]);
  });

  it("gives no token when a page is just full", async () => {
    await makeServices(3);
    assert.equal((await api().send(new ListServicesCommand({ MaxResults: 3 }))).NextToken, undefined);
  });

  it("holds 20 on a page when nobody says how many", async () => {
    await makeServices(21);
    const { ServiceSummaryList, NextToken } = await api().send(new ListServicesCommand({}));
    assert.equal(ServiceSummaryList?.length, 20);
    assert.equal((await api().send(new ListServicesCommand({ NextToken }))).ServiceSummaryList?.length, 1);
  });

  it("refuses a token that it did not give", async () => {
    await makeServices(2);
    const { NextToken } = await api().send(new ListServicesCommand({ MaxResults: 1 }));
    const message = /NextToken you specified isn't valid/;
    await refused(api().send(new ListServicesCommand({ NextToken: "garbage" })), "InvalidRequestException", message);
    await refused(
      api().client("eu-west-1").send(new ListServicesCommand({ NextToken })),
      "InvalidRequestException",
      message,
    );
  });
});
