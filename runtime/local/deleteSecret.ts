import { resourceNotFound } from "../model/apiError";
import type { LocalOperation } from "./operation";
import { describeSecret, keyOf } from "./secret";

/** Forgets a secret with all its values. What runs goes on with the value it was deployed with. */
export const deleteSecret: LocalOperation<"DeleteSecret"> = {
  errors: ["InvalidRequestException", "ResourceNotFoundException", "InternalServiceErrorException"],
  run(input, context) {
    const removed = context.secrets.remove(keyOf(input, context.region));
    if (!removed) throw resourceNotFound(`Secret doesn't exist in ${context.region}: ${input.Name ?? input.Arn}`);
    return { Secret: describeSecret(removed) };
  },
};
