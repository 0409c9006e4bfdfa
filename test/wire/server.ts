import { AppRunnerClient } from "@aws-sdk/client-apprunner";
import type { OperationName } from "../../api/shapes";
import { operationNames } from "../../api/shapes";
import { checkInput } from "../../runtime/constraints/check";
import { appRunnerService } from "../../runtime/wire/appRunner";
import { type ApiServer, createApiServer } from "../../runtime/wire/http";
import type { ApiHandler } from "../../runtime/wire/service";

/** The key that test servers know. */
export const TEST_KEY = { accessKeyId: "LOCALAPPRUNNERTEST22", secretAccessKey: "secret/of+the+tests" };

export interface WireServer {
  endpoint: string;
  client: AppRunnerClient;
  /** Calls that reached a handler. */
  reached: { operation: string; input: unknown }[];
  /** The lines of the access log. */
  lines: string[];
  server: ApiServer;
  close(): Promise<void>;
}

/**
 * The real wire and the real constraints on a free port. Every operation is handled: by the given handler, or by one that notes the call
 * and answers nothing.
 */
export async function startWireServer(
  options: { handlers?: Partial<Record<OperationName, ApiHandler>>; strict?: boolean; now?: () => Date } = {},
): Promise<WireServer> {
  const reached: WireServer["reached"] = [];
  const lines: string[] = [];
  const handlers = Object.fromEntries(
    operationNames.map((operation) => [
      operation,
      (input: unknown, call: never) => {
        reached.push({ operation, input });
        return options.handlers?.[operation]?.(input, call);
      },
    ]),
  );
  const strict = options.strict ?? false;
  const server = createApiServer({
    services: [appRunnerService({ handlers, check: (name, input) => checkInput(name, input, { strict }) })],
    lookUpSecret: (id) => (id === TEST_KEY.accessKeyId ? TEST_KEY.secretAccessKey : undefined),
    now: options.now ?? (() => new Date()),
    log: (line) => lines.push(line),
    health: { home: "/nowhere" },
  });
  const port = await server.listen(0, "127.0.0.1");
  const endpoint = `http://127.0.0.1:${port}`;
  const client = new AppRunnerClient({ endpoint, region: "us-east-1", credentials: TEST_KEY, maxAttempts: 1 });
  const close = async () => {
    client.destroy();
    await server.close(0);
  };
  return { endpoint, client, reached, lines, server, close };
}
