import { LOCAL_ACCOUNT } from "../api/local";
import { APPRUNNER_REGIONS } from "../api/regions";
import type { OperationName } from "../api/shapes";
import { WEBHOOK_PATH } from "../api/webhook";
import { createWebhook } from "./automatic/webhook";
import { checkInput } from "./constraints/check";
import type { LocalContext } from "./local/operation";
import { localService } from "./local/service";
import { CLOUD_WATCH_LOGS_OPERATIONS } from "./observability/cloudWatchLogs";
import type { Logs } from "./observability/logs";
import type { OperationContext, Quotas } from "./operations/context";
import { OPERATIONS } from "./operations/operations";
import { serviceHost } from "./reconciler/routes";
import type { ConnectionTokens } from "./secrets/connectionTokens";
import type { LocalSecrets } from "./secrets/localSecrets";
import type { WebhookSecrets } from "./secrets/webhookSecrets";
import type { State } from "./state/state";
import { appRunnerService } from "./wire/appRunner";
import { cloudWatchLogsService } from "./wire/cloudWatchLogs";
import type { Credentials } from "./wire/credentials";
import { type ApiServer, createApiServer } from "./wire/http";
import type { ApiHandler } from "./wire/service";

/** What operations are made from. */
export type OperationParts = Pick<ApiParts, "state" | "strict" | "quotas" | "enqueue" | "ingressPort">;

export interface ApiParts {
  home: string;
  state: State;
  logs: Logs;
  credentials: Credentials;
  secrets: LocalSecrets;
  tokens: ConnectionTokens;
  webhooks: WebhookSecrets;
  readsAws: LocalContext["readsAws"];
  findImage: LocalContext["findImage"];
  /** Somebody says that a service's source has moved; false when it is not deployed automatically. */
  push(serviceArn: string): boolean;
  strict: boolean;
  quotas: Quotas;
  /** Port of the HTTP ingress, for services' URLs. */
  ingressPort(): number;
  enqueue(serviceArn: string): void;
  report(line: string): void;
}

/**
 * The APIs of a runtime on one address: App Runner, the part of CloudWatch Logs that its logs need, and the operations of its own
 * (api/localOperations.ts).
 */
export function createApi(parts: ApiParts): ApiServer {
  const { credentials, secrets, tokens, webhooks, readsAws, findImage, strict, home, report } = parts;
  const context = operationContext(parts);
  return createApiServer({
    services: [
      appRunnerService({
        handlers: appRunnerHandlers(context),
        check: (name, input) => checkInput(name, input, { strict }),
      }),
      cloudWatchLogsService({ handlers: logsHandlers(parts) }),
      localService((region) => ({ ...context, region, secrets, tokens, webhooks, readsAws, findImage })),
    ],
    deliveries: {
      path: WEBHOOK_PATH,
      take: createWebhook({ state: parts.state, findSecret: webhooks.find, push: parts.push }),
    },
    lookUpSecret: (id) => (id === credentials.accessKeyId ? credentials.secretAccessKey : undefined),
    ...(strict && { isRegion: (region: string) => APPRUNNER_REGIONS.includes(region) }),
    health: { home },
    now: () => new Date(),
    log: report,
  });
}

/** What operations may use, but for the region, which is the request's. */
export function operationContext({
  state,
  strict,
  quotas,
  enqueue,
  ingressPort,
}: OperationParts): Omit<OperationContext, "region"> {
  return {
    state,
    strict,
    enqueue,
    account: LOCAL_ACCOUNT,
    quotas,
    serviceUrl: (label, region) => `${serviceHost({ label, region })}:${ingressPort()}`,
    now: () => new Date(),
  };
}

function appRunnerHandlers(context: Omit<OperationContext, "region">): Partial<Record<OperationName, ApiHandler>> {
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
