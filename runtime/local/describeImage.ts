import { invalidRequest } from "../model/apiError";
import type { LocalOperation } from "./operation";

/** Which image of this machine a name stands for now. Pulls nothing and asks no registry. */
export const describeImage: LocalOperation<"DescribeImage"> = {
  errors: ["InvalidRequestException", "InternalServiceErrorException"],
  async run({ ImageIdentifier: identifier = "" }, { findImage }) {
    if (identifier === "") throw invalidRequest("The ImageIdentifier is missing or empty.");
    const { digest, registry, problem } = await findImage(identifier);
    return { Digest: digest, Registry: registry, Problem: problem };
  },
};
