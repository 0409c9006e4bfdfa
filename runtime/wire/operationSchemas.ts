import type { OperationSchema } from "./service";

/** The operations of an API by name, out of everything that the AWS SDK's client of it exports. */
export function operationSchemas(sdk: object): ReadonlyMap<string, OperationSchema> {
  const schemas = new Map<string, OperationSchema>();
  for (const value of Object.values(sdk)) {
    if (isOperationSchema(value)) schemas.set(value[2], value);
  }
  return schemas;
}

/** An operation's schema is a tuple that starts with 9 in the SDK's numbering. */
function isOperationSchema(value: unknown): value is OperationSchema {
  return Array.isArray(value) && value[0] === 9;
}
