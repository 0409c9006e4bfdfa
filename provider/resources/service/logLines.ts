import type { Service } from "@aws-sdk/client-apprunner";
import { concealValue } from "../../core/conceal";
import { messageOf } from "../../core/failure";
import type { Call } from "../../core/resource";

/** Values that must not be quoted, by the name of the variable that has them. */
export type Logged = Readonly<Record<string, string>>;

/** Lines quoted of each log. */
const LINES = 12;
/** Pages read of a log before the last lines of what was read have to do. */
const PAGES = 20;

/** The two logs of a service. Source: developer guide, "Viewing App Runner logs streamed to CloudWatch Logs". */
const LOGS = [
  { title: "the service's log (build, deployment)", group: "service" },
  { title: "the application's log", group: "application" },
] as const;

/**
 * The last lines of both logs since `since`, ready to stand in an error, and where there is more. Values of `sensitive` are replaced
 * by their names. Never fails: a log that cannot be read is said to be so.
 */
export async function readLastLines(
  service: Service,
  since: Date | undefined,
  call: Call,
  sensitive: Logged,
): Promise<string> {
  const parts = await Promise.all(
    LOGS.map(async ({ title, group }) => {
      const name = logGroup(service, group);
      const lines = await lastLines(name, since, call).catch((error) => [
        `(${name} cannot be read: ${messageOf(error)})`,
      ]);
      const shown = lines.map((line) => `  | ${withoutSecrets(line, sensitive)}`);
      return lines.length > 0 ? `Last lines of ${title}:\n${shown.join("\n")}` : `Nothing in ${title}.`;
    }),
  );
  return [...parts, `More: ${whereToRead(service, call)}`].join("\n");
}

export function logGroup(service: Service, group: (typeof LOGS)[number]["group"]): string {
  return `/aws/apprunner/${service.ServiceName}/${service.ServiceId}/${group}`;
}

/** Replaces each sensitive value, however it is written, by the name of its variable. */
export function withoutSecrets(line: string, sensitive: Logged): string {
  return Object.entries(sensitive).reduce(
    (text, [name, value]) => concealValue(text, String(value), `[value of ${name}]`),
    line,
  );
}

async function lastLines(logGroupName: string, since: Date | undefined, call: Call): Promise<string[]> {
  let lines: string[] = [];
  let nextToken: string | undefined;
  for (let page = 0; page < PAGES; page++) {
    const answer = await call.api.logs(
      "FilterLogEvents",
      { logGroupName, startTime: since?.getTime(), nextToken },
      call,
    );
    lines = [...lines, ...(answer.events ?? []).map((event) => event.message?.trimEnd() ?? "")].slice(-LINES);
    nextToken = answer.nextToken;
    if (!nextToken) break;
  }
  return lines;
}

function whereToRead(service: Service, call: Call): string {
  const groups = LOGS.map(({ group }) => logGroup(service, group)).join(" and ");
  return call.target === "local" ? `npx apprunner logs ${service.ServiceName}` : `CloudWatch log groups ${groups}`;
}
