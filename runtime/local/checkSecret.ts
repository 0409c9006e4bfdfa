import { whyUnreadable } from "../secrets/readSecrets";
import type { LocalOperation } from "./operation";

/** Whether a deployment that began now could read a runtime environment secret. */
export const checkSecret: LocalOperation<"CheckSecret"> = {
  errors: ["InternalServiceErrorException"],
  run({ Reference = "" }, { secrets, readsAws, region }) {
    return { Problem: whyUnreadable(secrets, readsAws, Reference, region) };
  },
};
