import { invalidRequest } from "../model/apiError";
import type { LocalOperation } from "./operation";
import { describeSecret, keyOf } from "./secret";

/** Source: Secrets Manager, quotas: a secret value's maximum size. */
const MAX_BYTES = 65_536;

/** Gives a secret a value; services get it with their next deployment. */
export const putSecret: LocalOperation<"PutSecret"> = {
  errors: ["InvalidRequestException", "InternalServiceErrorException"],
  run(input, context) {
    const { Value: value } = input;
    const key = keyOf(input, context.region);
    if (!value) throw invalidRequest("The Value is missing or empty.");
    if (Buffer.byteLength(value) > MAX_BYTES) throw invalidRequest(`The Value is longer than ${MAX_BYTES} bytes.`);
    return { Secret: describeSecret(context.secrets.put(key, value)) };
  },
};
