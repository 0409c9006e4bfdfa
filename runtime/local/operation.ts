import type { ErrorName } from "../../api/errors";
import type { LocalOperationName, LocalOperations } from "../../api/localOperations";
import type { OperationContext } from "../operations/context";
import type { ConnectionTokens } from "../secrets/connectionTokens";
import type { LocalSecrets } from "../secrets/localSecrets";
import type { WebhookSecrets } from "../secrets/webhookSecrets";

/** What an operation of the local App Runner's own may use. */
export interface LocalContext extends OperationContext {
  readonly secrets: LocalSecrets;
  readonly tokens: ConnectionTokens;
  readonly webhooks: WebhookSecrets;
  /** Whether secrets that were not set here are read on AWS. */
  readonly readsAws: boolean;
  /** What the engine has, for the one operation that is a look at the machine and not at the state. Changes nothing. */
  findImage(identifier: string): Promise<FoundImage>;
}

/** An image as a deployment would find it. */
export interface FoundImage {
  digest: string | undefined;
  registry: string;
  /** Why it could not be run. */
  problem: string | undefined;
}

/** One operation of the local App Runner's own. The wire has checked the types of its input, and nothing else. */
export interface LocalOperation<Name extends LocalOperationName> {
  /** The only errors that it may throw. */
  errors: readonly ErrorName[];
  run(
    input: LocalOperations[Name]["input"],
    context: LocalContext,
  ): OnTheWire<LocalOperations[Name]["output"]> | Promise<OnTheWire<LocalOperations[Name]["output"]>>;
}

/** An output before the wire writes it: times are Dates. */
type OnTheWire<Output> = {
  [Key in keyof Output]: Key extends `${string}At`
    ? Date
    : Output[Key] extends object
      ? OnTheWire<Output[Key]>
      : Output[Key];
};
