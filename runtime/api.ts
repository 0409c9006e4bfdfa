import { LOCAL_ACCOUNT } from "../api/local";
import { APPRUNNER_REGIONS } from "../api/regions";
import type { OperationName } from "../api/shapes";
import { checkInput } from "./constraints/check";
import { CLOUD_WATCH_LOGS_OPERATIONS } from "./observability/cloudWatchLogs";
import type { Logs } from "./observability/logs";
import { OPERATIONS } from "./operations/operations";
import { DEFAULT_QUOTAS } from "./operations/quotas";
import { serviceHost } from "./reconciler/routes";
import type { State } from "./state/state";
import { appRunnerService } from "./wire/appRunner";
import { cloudWatchLogsService } from "./wire/cloudWatchLogs";
import type { Credentials } from "./wire/credentials";
import { type ApiServer, createApiServer } from "./wire/http";
import type { ApiHandler } from "./wire/service";

export interface ApiParts {
  home: string;
  state: State;
  logs: Logs;
  credentials: Credentials;
  strict: boolean;
  /** Port of the HTTP ingress, for services' URLs. */
  ingressPort(): number;
  enqueue(serviceArn: string): void;
  report(line: string): void;
}

/** The AWS APIs of a runtime on one address: App Runner, and the part of CloudWatch Logs that its logs need. */
export function createApi(parts: ApiParts): ApiServer {
  const { credentials, strict, home, report } = parts;
  return createApiServer({
    services: [
      appRunnerService({
        handlers: appRunnerHandlers(parts),
        check: (name, input) => checkInput(name, input, { strict }),
      }),
      cloudWatchLogsService({ handlers: logsHandlers(parts) }),
    ],
    lookUpSecret: (id) => (id === credentials.accessKeyId ? credentials.secretAccessKey : undefined),
    ...(strict && { isRegion: (region: string) => APPRUNNER_REGIONS.includes(region) }),
    health: { home },
    now: () => new Date(),
    log: report,
  });
}

function appRunnerHandlers(parts: ApiParts): Partial<Record<OperationName, ApiHandler>> {
  const { state, strict, enqueue, ingressPort } = parts;
  const context = {
    state,
    strict,
    enqueue,
    account: LOCAL_ACCOUNT,
    quotas: DEFAULT_QUOTAS,
    serviceUrl: (label: string, region: string) => `${serviceHost({ label, region })}:${ingressPort()}`,
    now: () => new Date(),
  };
  return mapValues(
    OPERATIONS,
    (operation) =>
      (input, { region }) =>
        operation(input, { ...context, region }),
  );
}

function logsHandlers({ logs }: ApiParts): Record<string, ApiHandler> {
  return mapValues(
    CLOUD_WATCH_LOGS_OPERATIONS,
    (operation) =>
      (input, { region }) =>
        operation(input, { store: logs.region(region), region, account: LOCAL_ACCOUNT }),
  );
}

/** A table of functions of the same shape, each wrapped. */
function mapValues(
  // biome-ignore lint/suspicious/noExplicitAny: each operation has its own shapes; the wire has checked the input against them
  table: Readonly<Record<string, (input: any, context: any) => unknown>>,
  // biome-ignore lint/suspicious/noExplicitAny: as above
  wrap: (operation: (input: any, context: any) => unknown) => ApiHandler,
): Record<string, ApiHandler> {
  return Object.fromEntries(Object.entries(table).map(([name, operation]) => [name, wrap(operation)]));
}
