import type * as apprunner from "@aws-sdk/client-apprunner";
import type * as logs from "@aws-sdk/client-cloudwatch-logs";
import type * as ecr from "@aws-sdk/client-ecr";
import type * as iam from "@aws-sdk/client-iam";
import type * as secretsManager from "@aws-sdk/client-secrets-manager";
import type * as ssm from "@aws-sdk/client-ssm";
import type { LocalOperationName, LocalOperations } from "../../api/localOperations";
import type { Call } from "./resource";

/** Names of the operations that a client package has commands for. */
type Names<Package> = { [Key in keyof Package]: Key extends `${infer Name}Command` ? Name : never }[keyof Package] &
  string;

type Command<Package, Name extends string> = `${Name}Command` extends keyof Package
  ? Package[`${Name}Command`] extends new (
      input: never,
    ) => infer Instance
    ? Instance
    : never
  : never;

type Input<Package, Name extends string> = Command<Package, Name> extends { input: infer I } ? I : never;
type Output<Package, Name extends string> =
  Command<Package, Name> extends { resolveMiddleware(...args: never[]): infer H }
    ? H extends (...args: never[]) => Promise<{ output: infer O }>
      ? O
      : never
    : never;

export type AppRunnerOperation = Names<typeof apprunner>;
export type AppRunnerInput<Name extends AppRunnerOperation> = Input<typeof apprunner, Name>;
export type AppRunnerOutput<Name extends AppRunnerOperation> = Output<typeof apprunner, Name>;
export type LogsOperation = Names<typeof logs>;
export type LogsInput<Name extends LogsOperation> = Input<typeof logs, Name>;
export type LogsOutput<Name extends LogsOperation> = Output<typeof logs, Name>;

/** The AWS services with what a service refers to: its roles, images and secrets. */
interface Neighbours {
  iam: typeof iam;
  ecr: typeof ecr;
  secretsManager: typeof secretsManager;
  ssm: typeof ssm;
}

export type Neighbour = keyof Neighbours;
export type NeighbourOperation<At extends Neighbour> = Names<Neighbours[At]>;
export type NeighbourInput<At extends Neighbour, Name extends NeighbourOperation<At>> = Input<Neighbours[At], Name>;
export type NeighbourOutput<At extends Neighbour, Name extends NeighbourOperation<At>> = Output<Neighbours[At], Name>;
/** What a request may take and whom it tells; a lifecycle's `Call` is one. */
export type CallOptions = Partial<Pick<Call, "signal" | "clock" | "timeoutMs" | "until" | "log">>;

/**
 * The AWS APIs as lifecycles use them: an operation by its name. Rejects with the SDK's own error (`name` is the API's error name).
 * provider/client.ts makes one; nothing else knows of endpoints, regions and credentials.
 */
export interface Api {
  call<Name extends AppRunnerOperation>(
    operation: Name,
    input: AppRunnerInput<Name>,
    options?: CallOptions,
  ): Promise<AppRunnerOutput<Name>>;
  logs<Name extends LogsOperation>(
    operation: Name,
    input: LogsInput<Name>,
    options?: CallOptions,
  ): Promise<LogsOutput<Name>>;
  /** An operation of another AWS service, in `region` or the client's own. Only for the target aws: there is no such service locally. */
  neighbour<At extends Neighbour, Name extends NeighbourOperation<At>>(
    service: At,
    operation: Name,
    input: NeighbourInput<At, Name>,
    options?: { signal?: AbortSignal; region?: string },
  ): Promise<NeighbourOutput<At, Name>>;
  /** An operation of the local App Runner's own (api/localOperations.ts). Only for the target local. */
  local<Name extends LocalOperationName>(
    operation: Name,
    input: LocalOperations[Name]["input"],
    options?: { signal?: AbortSignal },
  ): Promise<LocalOperations[Name]["output"]>;
  /** The region that the calls go to. */
  region(): Promise<string>;
  /** How far the API's clock is ahead of this machine's, in milliseconds, as its last answer says. */
  aheadMs(): number;
  /** How long to wait between two looks at something that is under way: the first time, and at most. */
  readonly pace: { firstMs: number; mostMs: number };
}

/** True when an API call failed with the error of that name. */
export function isApiError(error: unknown, name: string): error is Error {
  return error instanceof Error && error.name === name;
}
