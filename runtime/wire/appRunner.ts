import * as sdk from "@aws-sdk/client-apprunner";
import { APPRUNNER_NAMESPACE, type OperationName, operationFact, operationNames } from "../../api/shapes";
import { operationSchemas } from "./operationSchemas";
import type { ApiHandler, ApiOperation, ApiService } from "./service";

export interface AppRunnerOptions {
  /** The operations that are built. Every other operation of the API answers an error that names it. */
  handlers: Partial<Record<OperationName, ApiHandler>>;
  /** The constraints and rules of an operation's input; throws an ApiError. */
  check(operation: OperationName, input: unknown): void;
}

/** App Runner as a service on the wire: all operations of the API, with the SDK's schemas and the API's own errors. */
export function appRunnerService(options: AppRunnerOptions): ApiService {
  const schemas = operationSchemas(sdk);
  const operations: Record<string, ApiOperation> = {};
  for (const name of operationNames) {
    const schema = schemas.get(name);
    if (!schema)
      throw new Error(`@aws-sdk/client-apprunner has no schema of ${name}; it does not fit api/apprunner.json`);
    operations[name] = {
      schema,
      errors: operationFact(name).errors,
      check: (input) => options.check(name, input),
      handle: options.handlers[name],
    };
  }
  return {
    prefix: "AppRunner",
    namespace: APPRUNNER_NAMESPACE,
    signingName: "apprunner",
    jsonVersion: "1.0",
    messageMember: "Message",
    fault: "InternalServiceErrorException",
    integersOnly: true,
    operations,
  };
}
