import { deepEqual, equal, rejects } from "node:assert/strict";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import {
  CloudWatchLogsClient,
  GetLogEventsCommand,
  InvalidParameterException,
  PutLogEventsCommand,
  paginateDescribeLogStreams,
  paginateFilterLogEvents,
  ResourceNotFoundException,
} from "@aws-sdk/client-cloudwatch-logs";
import { after, before, describe, it } from "mocha";
import { cloudWatchLogsService } from "../wire/cloudWatchLogs";
import { type ApiServer, createApiServer } from "../wire/http";
import type { ApiHandler } from "../wire/service";
import { CLOUD_WATCH_LOGS_OPERATIONS } from "./cloudWatchLogs";
import { createLogs, type Logs } from "./logs";

const CREDENTIALS = { accessKeyId: "AKIALOCALLOCALLOCAL1", secretAccessKey: "secret" };
const GROUP = "/aws/apprunner/web/1/application";

describe("CloudWatch Logs with the real SDK", () => {
  let directory: string;
  let logs: Logs;
  let server: ApiServer;
  let clientOf: (region: string) => CloudWatchLogsClient;
  let client: CloudWatchLogsClient;
  before(async () => {
    directory = mkdtempSync(join(tmpdir(), "logs-"));
    logs = createLogs({ directory, now: () => new Date() });
    const operations = Object.entries(CLOUD_WATCH_LOGS_OPERATIONS);
    const handlers = Object.fromEntries(
      operations.map(([name, operation]): [string, ApiHandler] => [
        name,
        (input, { region }) => operation(input, { store: logs.region(region), region, account: "000000000000" }),
      ]),
    );
    server = createApiServer({
      services: [cloudWatchLogsService({ handlers })],
      lookUpSecret: () => "secret",
      now: () => new Date(),
      log: () => {},
    });
    const endpoint = `http://127.0.0.1:${await server.listen(0, "127.0.0.1")}`;
    clientOf = (region) => new CloudWatchLogsClient({ endpoint, region, credentials: CREDENTIALS, maxAttempts: 1 });
    client = clientOf("eu-west-1");
    for (let i = 0; i < 25; i++) {
      logs.region("eu-west-1").append(GROUP, `instance/${i % 3}`, `line ${i} é€`, new Date(1_700_000_000_000 + i));
    }
  });
  after(async () => {
    client.destroy();
    await server.close();
    logs.close();
    rmSync(directory, { recursive: true });
  });

  it("pages through a group with the SDK's own paginator", async () => {
    const seen: (string | undefined)[] = [];
    for await (const page of paginateFilterLogEvents({ client, pageSize: 4 }, { logGroupName: GROUP })) {
      seen.push(...page.events!.map(({ message }) => message));
    }
    deepEqual(
      seen,
      Array.from({ length: 25 }, (_, i) => `line ${i} é€`),
    );
  });

  it("pages through streams with the SDK's own paginator", async () => {
    const seen: (string | undefined)[] = [];
    for await (const page of paginateDescribeLogStreams({ client, pageSize: 2 }, { logGroupName: GROUP })) {
      seen.push(...page.logStreams!.map(({ logStreamName }) => logStreamName));
    }
    deepEqual(seen, ["instance/0", "instance/1", "instance/2"]);
  });

  it("gives times in milliseconds", async () => {
    const input = { logGroupName: GROUP, logStreamName: "instance/0", limit: 1 };
    const { events } = await client.send(new GetLogEventsCommand(input));
    equal(events![0]!.timestamp, 1_700_000_000_024);
  });

  it("answers errors that the SDK knows, and a region of its own per signature", async () => {
    const stream = { logGroupName: GROUP, logStreamName: "nothing" };
    await rejects(client.send(new GetLogEventsCommand(stream)), ResourceNotFoundException);
    const token = { logGroupName: GROUP, logStreamName: "instance/0", nextToken: "rubbish" };
    await rejects(client.send(new GetLogEventsCommand(token)), InvalidParameterException);
    const elsewhere = clientOf("us-east-1");
    await rejects(
      elsewhere.send(new GetLogEventsCommand({ ...stream, logStreamName: "instance/0" })),
      ResourceNotFoundException,
    );
  });

  it("answers an operation that is not built with an error that names it", async () => {
    const input = { logGroupName: GROUP, logStreamName: "instance/0", logEvents: [] };
    await rejects(client.send(new PutLogEventsCommand(input)), /PutLogEvents/);
  });
});
