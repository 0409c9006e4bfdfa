import type * as apprunner from "@aws-sdk/client-apprunner";
import type * as logs from "@aws-sdk/client-cloudwatch-logs";

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

/**
 * The AWS APIs as lifecycles use them: an operation by its name. Rejects with the SDK's own error (`name` is the API's error name).
 * provider/client.ts makes one; nothing else knows of endpoints, regions and credentials.
 */
export interface Api {
  call<Name extends AppRunnerOperation>(
    operation: Name,
    input: AppRunnerInput<Name>,
    options?: { signal?: AbortSignal },
  ): Promise<AppRunnerOutput<Name>>;
  logs<Name extends LogsOperation>(
    operation: Name,
    input: LogsInput<Name>,
    options?: { signal?: AbortSignal },
  ): Promise<LogsOutput<Name>>;
  /** The region that the calls go to. */
  region(): Promise<string>;
  /** How long to wait between two looks at something that is under way: the first time, and at most. */
  readonly pace: { firstMs: number; mostMs: number };
}

/** True when an API call failed with the error of that name. */
export function isApiError(error: unknown, name: string): error is Error {
  return error instanceof Error && error.name === name;
}
