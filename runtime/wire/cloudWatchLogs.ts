import * as sdk from "@aws-sdk/client-cloudwatch-logs";
import type { ErrorName } from "../../api/errors";
import { operationSchemas } from "./operationSchemas";
import type { ApiHandler, ApiOperation, ApiService } from "./service";

/** The errors that the reading operations of CloudWatch Logs declare. */
const ERRORS_OF_READS: readonly ErrorName[] = [
  "InvalidParameterException",
  "ResourceNotFoundException",
  "ServiceUnavailableException",
];

/**
 * CloudWatch Logs as a service on the wire: the operations with a handler are served, every other one of the API answers an error
 * that names it.
 */
export function cloudWatchLogsService(options: { handlers: Readonly<Record<string, ApiHandler>> }): ApiService {
  const operations: Record<string, ApiOperation> = {};
  for (const [name, schema] of operationSchemas(sdk)) {
    operations[name] = { schema, errors: ERRORS_OF_READS, handle: options.handlers[name] };
  }
  return {
    prefix: "Logs_20140328",
    namespace: "com.amazonaws.cloudwatchlogs",
    signingName: "logs",
    jsonVersion: "1.1",
    messageMember: "message",
    fault: "ServiceUnavailableException",
    integersOnly: false, // times are milliseconds, beyond 32 bits
    operations,
  };
}
