import type { z } from "zod";
import { factsOf, isSensitive } from "./property";

/**
 * Whether a value may be a secret. Less than `isSensitive`, which goes by the kind of the property alone: where a secret is (an ARN, a
 * parameter's name) is none, and a repository's URL is one only with credentials in it.
 */
export function mayBeSecret(schema: z.ZodType, value: unknown): boolean {
  if (!isSensitive(schema)) return false;
  const { shape } = factsOf(schema);
  if (shape === "RuntimeEnvironmentSecrets") return false;
  return shape !== "String" || !/^(https|file):\/\/[^@?#]*$/.test(String(value));
}
