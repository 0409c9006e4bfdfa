import { LOCAL_PREFIX, type LocalOperationName } from "../../api/localOperations";
import type { ApiOperation, ApiService } from "../wire/service";
import type { LocalContext, LocalOperation } from "./operation";
import { LOCAL_OPERATIONS } from "./operations";
import { LOCAL_NAMESPACE, LOCAL_SCHEMAS } from "./schemas";

/** The local App Runner's own operations as a service on the wire. `contextOf` makes the context of a request from its region. */
export function localService(contextOf: (region: string) => LocalContext): ApiService {
  const operations = Object.entries(LOCAL_OPERATIONS).map(([name, operation]): [string, ApiOperation] => {
    const { errors, run } = operation as LocalOperation<LocalOperationName>;
    const schema = LOCAL_SCHEMAS[name as LocalOperationName];
    return [name, { schema, errors, handle: (input, { region }) => run(input, contextOf(region)) }];
  });
  return {
    prefix: LOCAL_PREFIX,
    namespace: LOCAL_NAMESPACE,
    signingName: "apprunner",
    jsonVersion: "1.0",
    messageMember: "Message",
    fault: "InternalServiceErrorException",
    integersOnly: true,
    operations: Object.fromEntries(operations),
  };
}
