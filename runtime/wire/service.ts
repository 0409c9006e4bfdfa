import type { CreateService$ } from "@aws-sdk/client-apprunner";
import type { ErrorName } from "../../api/errors";

/** An operation's schema as the AWS SDK's clients export it. */
export type OperationSchema = typeof CreateService$;

/** What a handler knows of its call besides the input. */
export interface ApiCall {
  /** The region of the signature: resources are kept per region. */
  region: string;
  accessKeyId: string;
  requestId: string;
  /** Aborted when the caller hangs up. */
  signal: AbortSignal;
}

/** Answers one operation. Input and output have the SDK's shapes; throws an ApiError out of the operation's own set. */
// biome-ignore lint/suspicious/noExplicitAny: each operation has its own shapes, and the table of them has none in common
export type ApiHandler = (input: any, call: ApiCall) => unknown;

/** One operation as it goes over the wire. */
export interface ApiOperation {
  /** The AWS SDK's own schema of the operation (`CreateService$`). */
  schema: OperationSchema;
  /** The only errors that the handler and the check may answer. */
  errors: readonly ErrorName[];
  /** The constraints of the input; throws an ApiError. */
  check?(input: unknown): void;
  /** Left out for an operation of the API that is not built: it answers an error that names it. */
  handle?: ApiHandler;
}

/** One AWS JSON service; a server serves several on one address, told apart by X-Amz-Target. */
export interface ApiService {
  /** What stands before the dot of X-Amz-Target: `AppRunner`. */
  prefix: string;
  /** What stands before `#` in the `__type` of the service's own errors: `com.amazonaws.apprunner`. */
  namespace: string;
  /** The service in the credential scope: `apprunner`. */
  signingName: string;
  jsonVersion: "1.0" | "1.1";
  /** The name of the member with the text in the service's own errors; App Runner's model has a capital letter. */
  messageMember: "Message" | "message";
  /** The error that stands for a defect of the service. */
  fault: ErrorName;
  /** Whether every number of the API is a 32 bit integer, so that any other number is refused. */
  integersOnly: boolean;
  operations: Readonly<Record<string, ApiOperation>>;
}
