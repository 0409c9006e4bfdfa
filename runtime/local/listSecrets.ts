import type { LocalOperation } from "./operation";
import { describeSecret } from "./secret";

/** All secrets of the region, without their values. */
export const listSecrets: LocalOperation<"ListSecrets"> = {
  errors: ["InternalServiceErrorException"],
  run: (_, { secrets, region }) => ({ Secrets: secrets.list(region).map(describeSecret) }),
};
