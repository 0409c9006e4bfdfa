import { LOCAL_ACCOUNT, LOCAL_SERVICE_DOMAIN } from "../api/local";
import { checkInput } from "./constraints/check";
import { CLOUD_WATCH_LOGS_OPERATIONS } from "./observability/cloudWatchLogs";
import type { Logs } from "./observability/logs";
import type { OperationContext } from "./operations/context";
import { OPERATIONS } from "./operations/operations";
import { DEFAULT_QUOTAS } from "./operations/quotas";
import type { State } from "./state/state";
import { appRunnerService } from "./wire/appRunner";
import type { Credentials } from "./wire/credentials";
import { createApiServer } from "./wire/http";

export type Api = ReturnType<typeof createApiServer>;

export interface ApiParts {
  state: State;
  logs: Logs;
  credentials: Credentials;
  strict: boolean;
  /** Port of the HTTP ingress, for services' URLs. */
  ingressPort(): number;
  enqueue(serviceArn: string): void;
  report(line: string): void;
}

/** The AWS APIs of a runtime on one address: App Runner and the part of CloudWatch Logs that its logs need. */
export function createApi(parts: ApiParts): Api {
  const { credentials, strict } = parts;
  return createApiServer({
    services: [
      appRunnerService({
        handlers: appRunnerHandlers(parts),
        check: (name, input) => checkInput(name, input, { strict }),
      }),
    ],
    lookUpSecret: (id) => (id === credentials.accessKeyId ? credentials.secretAccessKey : undefined),
    now: () => new Date(),
    log: parts.report,
  });
}
