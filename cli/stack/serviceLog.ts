import { type Client, openClient } from "../../provider/client";
import { systemClock } from "../clock";
import { listServices } from "../service/find";
import { deploymentStreams, serviceLogGroup } from "../service/logGroups";
import { type LogStream, openLogStream } from "../service/logStream";
import type { OpenedStack } from "./open";

/** The logs of services whose operations run. */
export interface FollowedServices {
  /** `serviceName` is the name in App Runner, where it is known before the service is there. */
  begin(name: string, serviceName: string | undefined): void;
  end(name: string): void;
  close(): Promise<void>;
}

const POLL_MS = { local: 400, aws: 4_000 } as const;

/**
 * Shows the log of the deployment of each service that is under way, each line after the service's name. The log is an extra: a failure to read it is
 * no failure of the operation, which says itself what went wrong.
 */
export function followServices({ file, home, region }: OpenedStack, onLine: (line: string) => void): FollowedServices {
  const stop = new AbortController();
  const followed = new Map<string, { stop: AbortController; done: Promise<void> }>();
  let client: Promise<Client> | undefined;
  const open = (): Promise<Client> => {
    client ??= openClient({ target: file.target, region, home: file.target === "local" ? home : undefined });
    return client;
  };
  return {
    begin(name, serviceName) {
      if (followed.has(name)) return;
      const own = new AbortController();
      const signal = AbortSignal.any([stop.signal, own.signal]);
      const done = follow(
        open,
        { name, serviceName, pollMs: POLL_MS[file.target] },
        (line) => onLine(`${name} | ${line}`),
        signal,
      );
      followed.set(name, { stop: own, done: done.catch(() => undefined) });
    },
    end(name) {
      followed.get(name)?.stop.abort();
    },
    async close() {
      stop.abort();
      await Promise.all([...followed.values()].map(({ done }) => done));
      await client?.then((opened) => opened.close()).catch(() => undefined);
    },
  };
}

async function follow(
  open: () => Promise<Client>,
  { name, serviceName, pollMs }: { name: string; serviceName: string | undefined; pollMs: number },
  onLine: (line: string) => void,
  signal: AbortSignal,
): Promise<void> {
  const client = await open();
  const startedAt = systemClock.now();
  let streams: LogStream[] = [];
  for (let last = false; !last; last = signal.aborted) {
    if (!signal.aborted) await systemClock.sleep(pollMs, signal).catch(() => undefined);
    if (streams.length === 0) streams = await runningStreams(client, name, serviceName, startedAt);
    for (const stream of streams) for (const { message } of await stream.next()) onLine(message);
  }
}

/** The streams of the operation that began since; none while there is none, or while it is not told which service is meant. */
async function runningStreams(
  client: Client,
  name: string,
  serviceName: string | undefined,
  since: number,
): Promise<LogStream[]> {
  const isMeant = (found: string): boolean =>
    serviceName === undefined ? new RegExp(`^${name}-[0-9a-f]{7}$`).test(found) : found === serviceName;
  const service = (await listServices(client)).find((one) => isMeant(one.name));
  if (service === undefined) return [];
  const { OperationSummaryList: operations } = await client.call("ListOperations", {
    ServiceArn: service.arn,
    MaxResults: 1,
  });
  const [newest] = operations ?? [];
  // Clocks of two machines may differ by some seconds.
  if (!newest?.Id || (newest.StartedAt?.getTime() ?? 0) < since - 10_000) return [];
  return deploymentStreams(newest.Id).map((stream) => openLogStream(client, serviceLogGroup(service), stream));
}
