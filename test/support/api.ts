import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import {
  AppRunnerClient,
  CreateServiceCommand,
  type CreateServiceCommandInput,
  type Service,
} from "@aws-sdk/client-apprunner";
import { LOCAL_ACCOUNT } from "../../api/local";
import { LOOPBACK } from "../../api/ports";
import type { OperationName } from "../../api/shapes";
import { checkInput } from "../../runtime/constraints/check";
import type { OperationContext, Quotas } from "../../runtime/operations/context";
import { OPERATIONS } from "../../runtime/operations/operations";
import { DEFAULT_QUOTAS } from "../../runtime/operations/quotas";
import { serviceHost } from "../../runtime/reconciler/routes";
import { openState, type State } from "../../runtime/state/state";
import { appRunnerService } from "../../runtime/wire/appRunner";
import { createApiServer } from "../../runtime/wire/http";
import type { ApiHandler } from "../../runtime/wire/service";
import { endOperation } from "./endOperation";

export const TEST_REGION = "us-east-1";
export const TEST_KEY = { accessKeyId: "LOCALTESTKEY00000000", secretAccessKey: "a secret of the tests" };

export interface TestApiOptions {
  quotas?: Partial<Quotas>;
  strict?: boolean;
  /** The test's time at the start, in milliseconds since the epoch. */
  startAt?: number;
  /** Opened by the caller; else a database file in a folder of its own. */
  state?: State;
  /** Told of each service whose intent has changed. */
  enqueue?(serviceArn: string): void;
}

/** The real wire and operations over a database of their own. There is no reconciler: a test says how operations end. */
export interface TestApi {
  readonly endpoint: string;
  readonly state: State;
  /** What the test's time is; it moves by a millisecond at each look, so that no two moments are the same. */
  readonly clock: { now: number };
  /** The services that the reconciler was woken for, in order. */
  readonly woken: string[];
  /** What the server logged. */
  readonly log: string[];
  /** Sends a command as the SDK does, signed for the tests' own region. */
  readonly send: AppRunnerClient["send"];
  /** A client of a region; the caller need not destroy it. */
  client(region?: string): AppRunnerClient;
  /** Ends the running operation of a service the way the reconciler does. */
  end(serviceArn: string, outcome?: "succeeds" | "fails"): void;
  /** A service that is RUNNING. */
  runningService(name: string, rest?: Partial<CreateServiceCommandInput>): Promise<Service>;
  close(): Promise<void>;
}

/** An image source that needs nothing else. */
export const IMAGE_SOURCE = {
  ImageRepository: { ImageIdentifier: "public.ecr.aws/hello/app:1", ImageRepositoryType: "ECR_PUBLIC" },
} as const;

export async function startTestApi(options: TestApiOptions = {}): Promise<TestApi> {
  const folder = mkdtempSync(join(tmpdir(), "apprunner-api-"));
  const state = options.state ?? openState(join(folder, "state.sqlite"));
  const clock = { now: options.startAt ?? Date.UTC(2026, 0, 1) };
  const woken: string[] = [];
  const log: string[] = [];
  const server = createApiServer({
    services: [
      appRunnerService({
        handlers: handlers({ state, clock, woken, options }),
        check: (name, input) => checkInput(name, input, { strict: options.strict ?? false }),
      }),
    ],
    lookUpSecret: (id) => (id === TEST_KEY.accessKeyId ? TEST_KEY.secretAccessKey : undefined),
    now: () => new Date(),
    log: (line) => log.push(line),
  });
  const port = await server.listen(0, LOOPBACK);
  const endpoint = `http://${LOOPBACK}:${port}`;
  const clients = new Map<string, AppRunnerClient>();
  const client = (region = TEST_REGION): AppRunnerClient => {
    const known =
      clients.get(region) ?? new AppRunnerClient({ endpoint, region, credentials: TEST_KEY, maxAttempts: 1 });
    clients.set(region, known);
    return known;
  };
  const end: TestApi["end"] = (serviceArn, outcome = "succeeds") =>
    endOperation(state, serviceArn, outcome, clock.now++);
  return {
    endpoint,
    state,
    clock,
    woken,
    log,
    send: ((command: Parameters<AppRunnerClient["send"]>[0]) => client().send(command)) as AppRunnerClient["send"],
    client,
    end,
    async runningService(ServiceName, rest) {
      const input = { ServiceName, SourceConfiguration: IMAGE_SOURCE, ...rest };
      const { Service } = await client().send(new CreateServiceCommand(input));
      end(Service!.ServiceArn!);
      return Service!;
    },
    async close() {
      for (const each of clients.values()) each.destroy();
      await server.close(0);
      state.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

interface HandlerParts {
  state: State;
  clock: { now: number };
  woken: string[];
  options: TestApiOptions;
}

function handlers({ state, clock, woken, options }: HandlerParts): Record<OperationName, ApiHandler> {
  const context: Omit<OperationContext, "region"> = {
    state,
    account: LOCAL_ACCOUNT,
    quotas: { ...DEFAULT_QUOTAS, ...options.quotas },
    strict: options.strict ?? false,
    serviceUrl: (label, region) => `${serviceHost({ label, region })}:4780`,
    now: () => new Date(clock.now++),
    enqueue: (serviceArn) => {
      woken.push(serviceArn);
      options.enqueue?.(serviceArn);
    },
  };
  const wrap =
    (operation: (input: never, context: OperationContext) => unknown): ApiHandler =>
    (input, { region }) =>
      operation(input as never, { ...context, region });
  const wrapped = Object.entries(OPERATIONS).map(([name, operation]) => [name, wrap(operation)]);
  return Object.fromEntries(wrapped) as Record<OperationName, ApiHandler>;
}

/** A test API that is made anew for each test of the `describe` block this is called in. */
export function useTestApi(options: TestApiOptions = {}): () => TestApi {
  let api: TestApi;
  beforeEach(async () => {
    api = await startTestApi(options);
  });
  afterEach(() => api.close());
  return () => api;
}
