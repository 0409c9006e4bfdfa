import type { SecretKeyInput } from "../../../api/localOperations";

/** What the argument `<secret>` of these commands means. */
export const SECRET_ARGUMENT = "name, or ARN of a secret (also of one on AWS, which it then stands for)";

/** A secret as operations take it. */
export function keyOf(nameOrArn: string): SecretKeyInput {
  return nameOrArn.startsWith("arn:") ? { Arn: nameOrArn } : { Name: nameOrArn };
}
