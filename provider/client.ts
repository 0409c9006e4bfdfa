import type { AppRunnerClient, AppRunnerClientConfig } from "@aws-sdk/client-apprunner";
import { defaultHome } from "../api/home";
import { DEFAULT_LOCAL_REGION } from "../api/local";
import { requireAnswer } from "./core/answer";
import type {
  Api,
  AppRunnerInput,
  AppRunnerOperation,
  AppRunnerOutput,
  CallOptions,
  LogsInput,
  LogsOperation,
  LogsOutput,
  Neighbour,
  NeighbourInput,
  NeighbourOperation,
  NeighbourOutput,
} from "./core/api";
import { persistent } from "./core/persistence";
import type { Target } from "./core/resource";
import { callLocalApi, type LocalApi } from "./localApi";
import { findRunning, localAccess } from "./localRuntime";

/** Where to go and as whom. Everything but `target` has a default: AWS's own chain for `aws`, the runtime's home for `local`. */
export interface ClientOptions {
  target: Target;
  region?: string;
  /** Profile of the AWS config files; for `aws`. */
  profile?: string;
  /** URL of the API instead of the usual one. With `local` it must be of this machine. */
  endpoint?: string;
  /** Home of the local App Runner; default APPRUNNER_HOME or ~/.apprunner. */
  home?: string;
  /** Told what takes time: the start of the local runtime. */
  log?(message: string): void;
  /** Other pauses and patience than the target's own. */
  pace?: Api["pace"];
  answerWithinMs?: number;
}

/** The AWS APIs of one target and region. */
export interface Client extends Api {
  readonly target: Target;
  readonly options: Readonly<ClientOptions>;
  close(): void;
}

/** True unless the target is a local App Runner that does not run: opening that one would start it. */
export async function isThere({ target, endpoint, home }: ClientOptions): Promise<boolean> {
  return target === "aws" || endpoint !== undefined || (await findRunning(home ?? defaultHome())) !== undefined;
}

/** Pauses between two looks: a local operation takes seconds, one on AWS minutes. */
const PACE: Record<Target, Api["pace"]> = {
  local: { firstMs: 150, mostMs: 1_000 },
  aws: { firstMs: 2_000, mostMs: 8_000 },
};

/** A request that is not answered whole by then is given up: App Runner answers at once and works afterwards. */
const ANSWER_WITHIN_MS = 60_000;

/**
 * Opens the target: the one place that builds AWS clients. With `local` the running App Runner of the home is found, or started
 * detached; requests then go to 127.0.0.1 with the home's own key and never to AWS. The SDK is loaded at the first call of a service.
 */
export async function openClient(options: ClientOptions): Promise<Client> {
  const found = options.target === "local" ? await localConfig(options) : awsConfig(options);
  // core/persistence.ts tries again: the SDK does not know which writes must not be sent twice.
  const config = { ...found, maxAttempts: 1 };
  const clock = new ApiClock();
  const context = { endpoint: config.endpoint, withinMs: options.answerWithinMs ?? ANSWER_WITHIN_MS };
  const appRunner = lazily(() => {
    const sdk = require("@aws-sdk/client-apprunner") as typeof import("@aws-sdk/client-apprunner");
    const client = new sdk.AppRunnerClient(config);
    clock.watch(client);
    return { sdk: sdk as unknown as Commands, client: client as unknown as Sender };
  });
  const logs = lazily(() => {
    const sdk = require("@aws-sdk/client-cloudwatch-logs") as typeof import("@aws-sdk/client-cloudwatch-logs");
    return { sdk: sdk as unknown as Commands, client: new sdk.CloudWatchLogsClient(config) as unknown as Sender };
  });
  const neighbours = new Map<string, Opened>();
  const region = async (): Promise<string> => {
    if (typeof config.region === "string") return config.region;
    const { region } = (appRunner.get().client as unknown as { config: { region: string | (() => Promise<string>) } })
      .config;
    return typeof region === "function" ? region() : region;
  };
  const single: Api = {
    pace: options.pace ?? PACE[options.target],
    aheadMs: () => clock.aheadMs,
    call: <Name extends AppRunnerOperation>(name: Name, input: AppRunnerInput<Name>, call?: CallOptions) =>
      send(appRunner.get(), name, input, call, context) as Promise<AppRunnerOutput<Name>>,
    logs: <Name extends LogsOperation>(name: Name, input: LogsInput<Name>, call?: CallOptions) =>
      send(logs.get(), name, input, call, context) as Promise<LogsOutput<Name>>,
    neighbour: async <At extends Neighbour, Name extends NeighbourOperation<At>>(
      at: At,
      name: Name,
      input: NeighbourInput<At, Name>,
      call: { signal?: AbortSignal; region?: string } = {},
    ) => {
      if (options.target === "local") throw new Error(`${name}: beside the local App Runner there is no ${at}`);
      const place = `${at} ${call.region ?? ""}`;
      const { config: own } = appRunner.get().client as unknown as { config: AppRunnerClientConfig };
      const opened = neighbours.get(place) ?? openNeighbour(at, options, call.region, own.credentials);
      neighbours.set(place, opened);
      return send(opened, name, input, call, { ...context, endpoint: undefined }) as Promise<NeighbourOutput<At, Name>>;
    },
    local: async (name, input, call) => {
      if (options.target !== "local") throw new Error(`${name} is an operation of the local App Runner only`);
      const { endpoint, credentials } = config as LocalApi;
      return callLocalApi({ endpoint, credentials, region: await region() }, name, input, call?.signal);
    },
    region,
  };
  return {
    ...persistent(single),
    target: options.target,
    options,
    close: () => {
      for (const opened of [appRunner.made, logs.made, ...neighbours.values()]) opened?.client.destroy();
    },
  };
}

/**
 * A client of another AWS service, which `endpoint` does not speak of: AWS_ENDPOINT_URL_IAM and its like do, as everywhere. The
 * credentials are App Runner's client's, so that they are looked up once. One try, since a preview would rather know nothing than wait.
 */
function openNeighbour(
  at: Neighbour,
  options: ClientOptions,
  region: string | undefined,
  credentials: AppRunnerClientConfig["credentials"],
): Opened {
  const { endpoint: _, ...config } = awsConfig({ ...options, region: region ?? options.region });
  const { sdk, Client } = NEIGHBOURS[at]();
  const client = new Client({ ...config, credentials, maxAttempts: 1 });
  return { sdk: sdk as unknown as Commands, client: client as unknown as Sender };
}

const NEIGHBOURS: Record<Neighbour, () => { sdk: unknown; Client: new (config: object) => unknown }> = {
  iam: () => {
    const sdk = require("@aws-sdk/client-iam") as typeof import("@aws-sdk/client-iam");
    return { sdk, Client: sdk.IAMClient };
  },
  ecr: () => {
    const sdk = require("@aws-sdk/client-ecr") as typeof import("@aws-sdk/client-ecr");
    return { sdk, Client: sdk.ECRClient };
  },
  secretsManager: () => {
    const sdk = require("@aws-sdk/client-secrets-manager") as typeof import("@aws-sdk/client-secrets-manager");
    return { sdk, Client: sdk.SecretsManagerClient };
  },
  ssm: () => {
    const sdk = require("@aws-sdk/client-ssm") as typeof import("@aws-sdk/client-ssm");
    return { sdk, Client: sdk.SSMClient };
  },
};

type Commands = Record<string, new (input: unknown) => unknown>;
interface Sender {
  send(command: unknown, options: { abortSignal?: AbortSignal }): Promise<unknown>;
  destroy(): void;
}
interface Opened {
  sdk: Commands;
  client: Sender;
}

async function send(
  { sdk, client }: Opened,
  name: string,
  input: unknown,
  call: CallOptions | undefined,
  { endpoint, withinMs }: { endpoint: unknown; withinMs: number },
): Promise<unknown> {
  const Command = sdk[`${name}Command`]!;
  const ended = new AbortController();
  const end = (): void => ended.abort();
  const timer = setTimeout(end, withinMs);
  // Not AbortSignal.any: what it makes stays in memory until the next great collection, and a wait calls hundreds of times.
  call?.signal?.addEventListener("abort", end);
  if (call?.signal?.aborted) end();
  try {
    return requireAnswer(name, await client.send(new Command(input), { abortSignal: ended.signal }));
  } catch (error) {
    if (ended.signal.aborted && !call?.signal?.aborted) throw timedOut(name, withinMs, error);
    throw withOperation(error, name, endpoint);
  } finally {
    clearTimeout(timer);
    call?.signal?.removeEventListener("abort", end);
  }
}

function timedOut(operation: string, withinMs: number, cause: unknown): Error {
  const error = new Error(`${operation}: no whole answer within ${withinMs / 1000} s`, { cause });
  error.name = "TimeoutError";
  return error;
}

/** The clock of the API, as the Date of its last answer says it. */
class ApiClock {
  aheadMs = 0;

  watch({ middlewareStack }: AppRunnerClient): void {
    middlewareStack.add(
      (next) => async (args) => {
        const result = await next(args);
        const { headers } = result.response as { headers?: Record<string, string> };
        const date = Date.parse(headers?.date ?? "");
        if (!Number.isNaN(date)) this.aheadMs = date - Date.now();
        return result;
      },
      // Next to the wire: answers that are errors pass here too.
      { step: "deserialize", priority: "low", name: "appRunnerApiClock" },
    );
  }
}

/** An SDK's error says what is wrong, but not what was asked for. */
function withOperation(error: unknown, operation: string, endpoint: unknown): unknown {
  if (!(error instanceof Error)) return error;
  const code = (error as { code?: string }).code;
  if (code === "ECONNREFUSED") {
    error.message = `${operation}: nothing answers at ${endpoint}. For the local App Runner ask: npx apprunner local status`;
  } else if ("$response" in error && error instanceof SyntaxError) {
    // A gateway's page, mostly; the SDK adds a hint for its own users.
    const status = (error as { $metadata?: { httpStatusCode?: number } }).$metadata?.httpStatusCode;
    error.message = `${operation}: the answer (HTTP ${status}) cannot be read: ${error.message.split("\n")[0]}`;
  } else if (!error.message.includes(`(${operation}`)) {
    error.message = `${error.message || error.name} (${operation}, ${error.name})`;
  }
  return error;
}

function awsConfig(options: ClientOptions): AppRunnerClientConfig {
  return {
    ...(options.region && { region: options.region }),
    ...(options.profile && { profile: options.profile }),
    ...(options.endpoint && { endpoint: options.endpoint }),
  };
}

async function localConfig(options: ClientOptions): Promise<AppRunnerClientConfig> {
  const home = options.home ?? defaultHome();
  const { endpoint, credentials } = await localAccess(home, options.endpoint, options.log);
  return { region: options.region ?? DEFAULT_LOCAL_REGION, endpoint, credentials };
}

/** `require`, not `import`: the CommonJS build of the SDK loads in a fraction of the time of its modules. */
function lazily<Value>(make: () => Value): { get(): Value; made?: Value } {
  const box: { get(): Value; made?: Value } = {
    get: () => {
      box.made ??= make();
      return box.made;
    },
  };
  return box;
}
