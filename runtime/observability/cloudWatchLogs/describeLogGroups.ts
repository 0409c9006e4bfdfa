import type { DescribeLogGroupsRequest, DescribeLogGroupsResponse, LogGroup } from "@aws-sdk/client-cloudwatch-logs";
import type { LogGroup as StoredGroup } from "../logs";
import { groupOf, invalidParameter, type LogsContext, logGroupArn, readLimit } from "./context";
import { readToken, writeToken } from "./token";

/** Groups by name, at most 50 a page. Every group is of the class STANDARD and keeps its events for ever. */
export function describeLogGroups(input: DescribeLogGroupsRequest, context: LogsContext): DescribeLogGroupsResponse {
  const { logGroupNamePrefix, logGroupNamePattern, nextToken } = input;
  if (logGroupNamePrefix !== undefined && logGroupNamePattern !== undefined) {
    throw invalidParameter("logGroupNamePrefix and logGroupNamePattern are mutually exclusive.");
  }
  const limit = readLimit(input.limit, MOST_GROUPS);
  const after = nextToken === undefined ? "" : readToken(nextToken, isText);
  const wanted = wantedBy(input, context);
  const rest = context.store.groups().filter((group) => group.name > after && wanted(group.name));
  const page = rest.slice(0, limit);
  return {
    logGroups: page.map((group) => present(group, context, logGroupNamePattern !== undefined)),
    ...(rest.length > limit && { nextToken: writeToken(page.at(-1)!.name) }),
  };
}

const MOST_GROUPS = 50;

function wantedBy(input: DescribeLogGroupsRequest, context: LogsContext): (name: string) => boolean {
  const { logGroupNamePrefix = "", logGroupNamePattern = "", logGroupIdentifiers, logGroupClass = "STANDARD" } = input;
  if (logGroupClass !== "STANDARD") return () => false;
  const names = logGroupIdentifiers && new Set(logGroupIdentifiers.map((identifier) => groupOf(identifier, context)));
  return (name) =>
    name.startsWith(logGroupNamePrefix) && name.includes(logGroupNamePattern) && (names?.has(name) ?? true);
}

function present({ name, createdAt, storedBytes }: StoredGroup, context: LogsContext, brief: boolean): LogGroup {
  const arn = logGroupArn(context, name);
  const common = { logGroupName: name, creationTime: createdAt, arn: `${arn}:*` };
  if (brief) return common;
  return { ...common, logGroupArn: arn, metricFilterCount: 0, storedBytes, logGroupClass: "STANDARD" };
}

function isText(value: unknown): value is string {
  return typeof value === "string";
}
