import { deepEqual, equal, match, ok, throws } from "node:assert/strict";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { FilteredLogEvent, FilterLogEventsRequest, GetLogEventsRequest } from "@aws-sdk/client-cloudwatch-logs";
import fc from "fast-check";
import { afterEach, beforeEach, describe, it } from "mocha";
import { ApiError } from "../model/apiError";
import { type LogsContext, CLOUD_WATCH_LOGS_OPERATIONS as operations } from "./cloudWatchLogs";
import { createLogs, type LogStore, type Logs } from "./logs";

const GROUP = "/aws/apprunner/web/1/application";
const ARN = `arn:aws:logs:us-east-1:000000000000:log-group:${GROUP}`;

describe("CloudWatch Logs operations", () => {
  let directory: string;
  let logs: Logs;
  let store: LogStore;
  let context: LogsContext;
  beforeEach(() => {
    directory = mkdtempSync(join(tmpdir(), "logs-"));
    logs = createLogs({ directory, now: () => new Date(5_000) });
    store = logs.region("us-east-1");
    context = { store, region: "us-east-1", account: "000000000000" };
  });
  afterEach(() => {
    logs.close();
    rmSync(directory, { recursive: true });
  });
  const write = (stream: string, at: number, message: string, group = GROUP): void =>
    store.append(group, stream, message, new Date(at));
  const fails = (call: () => unknown, name: string, says: RegExp): void =>
    throws(call, (error: ApiError) => error instanceof ApiError && error.apiName === name && says.test(error.message));

  describe("DescribeLogGroups", () => {
    const names = ["/aws/apprunner/api/2/service", GROUP, "/aws/apprunner/web/1/service"];
    beforeEach(() => {
      for (const name of names) write("events", 1, "x", name);
    });
    const list = (input = {}): (string | undefined)[] =>
      operations.DescribeLogGroups(input, context).logGroups!.map(({ logGroupName }) => logGroupName);

    it("lists all by name, or those of a prefix, a part or identifiers", () => {
      deepEqual(list(), names);
      deepEqual(list({ logGroupNamePrefix: "/aws/apprunner/web/" }), names.slice(1));
      deepEqual(list({ logGroupNamePattern: "service" }), [names[0], names[2]]);
      deepEqual(list({ logGroupIdentifiers: [ARN, names[0]!] }), names.slice(0, 2));
      deepEqual(list({ logGroupClass: "INFREQUENT_ACCESS" }), []);
    });

    it("says what CloudWatch Logs says of a group", () => {
      const [group] = operations.DescribeLogGroups({ logGroupNamePrefix: GROUP }, context).logGroups!;
      const { creationTime, storedBytes, ...rest } = group!;
      ok(creationTime! > 1_600_000_000_000 && storedBytes! > 0);
      deepEqual(rest, {
        logGroupName: GROUP,
        arn: `${ARN}:*`,
        logGroupArn: ARN,
        metricFilterCount: 0,
        logGroupClass: "STANDARD",
      });
    });

    it("pages through all, also when groups come and go between pages", () => {
      const seen: (string | undefined)[] = [];
      let nextToken: string | undefined;
      do {
        const page = operations.DescribeLogGroups({ limit: 1, nextToken }, context);
        seen.push(...page.logGroups!.map(({ logGroupName }) => logGroupName));
        nextToken = page.nextToken;
        if (seen.length === 1) {
          store.deleteGroup(names[0]!);
          write("events", 1, "x", "/aws/apprunner/zoo/3/service");
        }
      } while (nextToken);
      deepEqual(seen, [...names, "/aws/apprunner/zoo/3/service"]);
    });

    it("refuses what cannot be", () => {
      fails(() => list({ limit: 0 }), "InvalidParameterException", /Value '0' at 'limit'.*greater than or equal to 1/);
      fails(() => list({ limit: 51 }), "InvalidParameterException", /Value '51' at 'limit'.*less than or equal to 50/);
      fails(() => list({ nextToken: "rubbish" }), "InvalidParameterException", /nextToken is invalid/);
      fails(
        () => list({ logGroupNamePrefix: "a", logGroupNamePattern: "b" }),
        "InvalidParameterException",
        /mutually exclusive/,
      );
    });
  });

  describe("DescribeLogStreams", () => {
    beforeEach(() => {
      for (const [stream, at] of [
        ["instance/b", 300],
        ["instance/a", 100],
        ["other", 200],
      ] as const)
        write(stream, at, "x");
    });
    const list = (input = {}): (string | undefined)[] =>
      operations
        .DescribeLogStreams({ logGroupName: GROUP, ...input }, context)
        .logStreams!.map(({ logStreamName }) => logStreamName);

    it("orders by name or by the last event, either way", () => {
      deepEqual(list(), ["instance/a", "instance/b", "other"]);
      deepEqual(list({ descending: true }), ["other", "instance/b", "instance/a"]);
      deepEqual(list({ orderBy: "LastEventTime", descending: true }), ["instance/b", "other", "instance/a"]);
      deepEqual(list({ logStreamNamePrefix: "instance/" }), ["instance/a", "instance/b"]);
    });

    it("pages in every order", () => {
      for (const order of [
        {},
        { descending: true },
        { orderBy: "LastEventTime" as const },
        { orderBy: "LastEventTime" as const, descending: true },
      ]) {
        const seen: (string | undefined)[] = [];
        let nextToken: string | undefined;
        do {
          const page = operations.DescribeLogStreams({ logGroupName: GROUP, ...order, limit: 1, nextToken }, context);
          seen.push(...page.logStreams!.map(({ logStreamName }) => logStreamName));
          nextToken = page.nextToken;
        } while (nextToken);
        deepEqual(seen, list(order));
      }
    });

    it("says what CloudWatch Logs says of a stream", () => {
      const [stream] = operations.DescribeLogStreams({ logGroupIdentifier: ARN, logStreamNamePrefix: "other" }, context)
        .logStreams!;
      const { creationTime, ...rest } = stream!;
      ok(creationTime! > 1_600_000_000_000);
      deepEqual(rest, {
        logStreamName: "other",
        firstEventTimestamp: 200,
        lastEventTimestamp: 200,
        lastIngestionTime: 5_000,
        arn: `${ARN}:log-stream:other`,
        storedBytes: 0,
      });
    });

    it("refuses what cannot be", () => {
      fails(
        () => list({ logGroupName: "nothing" }),
        "ResourceNotFoundException",
        /^The specified log group does not exist\.$/,
      );
      fails(() => list({ logGroupName: "../.." }), "ResourceNotFoundException", /log group/);
      fails(() => list({ logGroupName: "\ud800" }), "ResourceNotFoundException", /log group/);
      fails(() => list({ logGroupName: undefined }), "InvalidParameterException", /Exactly one of/);
      fails(() => list({ logGroupIdentifier: ARN }), "InvalidParameterException", /Exactly one of/);
      fails(
        () => list({ orderBy: "LastEventTime", logStreamNamePrefix: "a" }),
        "InvalidParameterException",
        /Cannot order by/,
      );
    });
  });

  describe("GetLogEvents", () => {
    const get = (input: Partial<GetLogEventsRequest> = {}) =>
      operations.GetLogEvents({ logGroupName: GROUP, logStreamName: "instance/a", ...input }, context);
    const texts = (input: Partial<GetLogEventsRequest> = {}): (string | undefined)[] =>
      get(input).events!.map(({ message }) => message);
    beforeEach(() => {
      for (let i = 1; i <= 10; i++) write("instance/a", i * 100, `line ${i}`);
    });

    it("gives the last lines unless asked for the first, in order", () => {
      deepEqual(texts({ limit: 3 }), ["line 8", "line 9", "line 10"]);
      deepEqual(texts({ limit: 3, startFromHead: true }), ["line 1", "line 2", "line 3"]);
      deepEqual(get({ limit: 1 }).events, [{ timestamp: 1000, message: "line 10", ingestionTime: 5_000 }]);
    });

    it("takes startTime in and endTime out", () => {
      deepEqual(texts({ startTime: 300, endTime: 500 }), ["line 3", "line 4"]);
    });

    it("follows a stream forward: the same token at the end, new lines after it", () => {
      const first = get({ startFromHead: true });
      equal(first.events!.length, 10);
      const end = get({ nextToken: first.nextForwardToken });
      deepEqual([end.events, end.nextForwardToken], [[], first.nextForwardToken]);
      write("instance/a", 1_100, "line 11");
      deepEqual(texts({ nextToken: end.nextForwardToken }), ["line 11"]);
    });

    it("goes back page by page to the beginning, where the token stays the same", () => {
      const seen: (string | undefined)[][] = [];
      let nextToken: string | undefined;
      for (;;) {
        const page = get({ limit: 4, nextToken });
        if (page.nextBackwardToken === nextToken) break;
        seen.unshift(page.events!.map(({ message }) => message));
        nextToken = page.nextBackwardToken;
      }
      deepEqual(seen.flat(), texts());
      deepEqual(
        seen.map((page) => page.length),
        [2, 4, 4],
      );
    });

    it("can turn round between pages", () => {
      const last = get({ limit: 2 });
      const before = get({ limit: 2, nextToken: last.nextBackwardToken });
      deepEqual(
        before.events!.map(({ message }) => message),
        ["line 7", "line 8"],
      );
      deepEqual(texts({ nextToken: before.nextForwardToken, limit: 5 }), ["line 9", "line 10"]);
    });

    it("fills no page beyond 10,000 events or 1 MB", () => {
      for (let i = 0; i < 12_000; i++) write("many", i, "x");
      equal(texts({ logStreamName: "many", startFromHead: true }).length, 10_000);
      for (let i = 0; i < 30; i++) write("large", i, "x".repeat(100_000));
      equal(texts({ logStreamName: "large" }).length, 10);
    });

    it("refuses what cannot be", () => {
      fails(
        () => get({ logStreamName: "nothing" }),
        "ResourceNotFoundException",
        /^The specified log stream does not exist\.$/,
      );
      fails(() => get({ nextToken: "f/x" }), "InvalidParameterException", /nextToken is invalid/);
      fails(() => get({ nextToken: "x/1.0" }), "InvalidParameterException", /nextToken is invalid/);
      fails(() => get({ limit: 10_001 }), "InvalidParameterException", /less than or equal to 10000/);
    });
  });

  describe("FilterLogEvents", () => {
    const filter = (input: Partial<FilterLogEventsRequest> = {}) =>
      operations.FilterLogEvents({ logGroupName: GROUP, ...input }, context);
    const all = (input: Partial<FilterLogEventsRequest> = {}): FilteredLogEvent[] => {
      const events: FilteredLogEvent[] = [];
      let nextToken: string | undefined;
      do {
        const page = filter({ ...input, nextToken });
        events.push(...page.events!);
        nextToken = page.nextToken;
      } while (nextToken);
      return events;
    };
    const texts = (events: FilteredLogEvent[]): (string | undefined)[] => events.map(({ message }) => message);
    beforeEach(() => {
      write("instance/a", 100, "ERROR a1");
      write("instance/b", 150, "INFO b1");
      write("instance/a", 200, "INFO a2");
      write("instance/b", 250, "ERROR b2");
    });

    it("interleaves streams by time, either way", () => {
      deepEqual(texts(filter().events!), ["ERROR a1", "INFO b1", "INFO a2", "ERROR b2"]);
      deepEqual(texts(filter({ startFromHead: false, limit: 3 }).events!), ["ERROR b2", "INFO a2", "INFO b1"]);
    });

    it("says of an event what CloudWatch Logs says, with an id of its own", () => {
      const { events, searchedLogStreams, nextToken } = filter();
      deepEqual([searchedLogStreams, nextToken], [[], undefined]);
      const { eventId, ...first } = events![0]!;
      deepEqual(first, { logStreamName: "instance/a", timestamp: 100, message: "ERROR a1", ingestionTime: 5_000 });
      match(eventId!, /^\d{42}$/);
      equal(new Set(events!.map((event) => event.eventId)).size, 4);
      deepEqual(
        filter().events!.map((event) => event.eventId),
        events!.map((event) => event.eventId),
      );
    });

    it("takes patterns, times (both in), streams by name and by prefix", () => {
      deepEqual(texts(filter({ filterPattern: "ERROR" }).events!), ["ERROR a1", "ERROR b2"]);
      deepEqual(texts(filter({ startTime: 150, endTime: 200 }).events!), ["INFO b1", "INFO a2"]);
      deepEqual(texts(filter({ logStreamNames: ["instance/b", "nothing"] }).events!), ["INFO b1", "ERROR b2"]);
      deepEqual(texts(filter({ logStreamNamePrefix: "instance/a" }).events!), ["ERROR a1", "INFO a2"]);
    });

    it("pages through everything once, whatever the limit, the direction and what comes meanwhile", () => {
      fc.assert(
        fc.property(
          fc.array(fc.tuple(fc.constantFrom("a", "b", "c"), fc.nat(50)), { maxLength: 40 }),
          fc.integer({ min: 1, max: 7 }),
          fc.boolean(),
          (lines, limit, startFromHead) => {
            store.deleteGroup(GROUP);
            // Streams are written in the order of time.
            const written = [...lines]
              .sort((x, y) => x[1] - y[1])
              .map(([stream, at], index) => ({ stream, at, text: `m${index}` }));
            for (const { stream, at, text } of written) write(stream, at, text);
            if (written.length === 0) return;
            const events = all({ limit, startFromHead });
            deepEqual(texts(events).sort(), written.map(({ text }) => text).sort());
            const times = events.map(({ timestamp }) => timestamp!);
            deepEqual(
              times,
              [...times].sort((x, y) => (startFromHead ? x - y : y - x)),
            );
          },
        ),
        { numRuns: 100 },
      );
    });

    it("reads a bounded amount for a page and says where to go on", () => {
      for (let i = 0; i < 200; i++) write("large", 1_000 + i, `${i} ${"x".repeat(60_000)}`);
      write("large", 9_000, "needle");
      const first = filter({ filterPattern: "needle" });
      deepEqual(first.events, []);
      ok(first.nextToken);
      deepEqual(texts(all({ filterPattern: "needle" })), ["needle"]);
      deepEqual(texts(filter({ filterPattern: "needle", startFromHead: false }).events!), ["needle"]);
    });

    it("refuses what cannot be", () => {
      fails(() => filter({ logGroupName: "nothing" }), "ResourceNotFoundException", /log group/);
      fails(
        () => filter({ logStreamNames: ["a"], logStreamNamePrefix: "a" }),
        "InvalidParameterException",
        /mutually exclusive/,
      );
      fails(
        () => filter({ nextToken: Buffer.from('{"forward":true,"streams":{"a":"x"}}').toString("base64url") }),
        "InvalidParameterException",
        /nextToken/,
      );
      fails(
        () => filter({ filterPattern: "{ $.a = 1 }" }),
        "InvalidParameterException",
        /JSON filter patterns are not built/,
      );
    });
  });
});
