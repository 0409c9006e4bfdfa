import { randomBytes, randomUUID } from "node:crypto";

/** The id of a resource: 32 hex digits, the last part of its ARN. */
export function newResourceId(): string {
  return randomUUID().replaceAll("-", "");
}

/** The id of an operation: a UUID. */
export function newOperationId(): string {
  return randomUUID();
}

const LABEL_ALPHABET = "abcdefghijkmnpqrstuvwxyz23456789";

/** The first label of a service's URL: 10 characters that are hard to mistake for one another, e.g. `psbqam834h`. */
export function newServiceLabel(): string {
  // 32 letters divide 256 evenly: every label is equally likely.
  return Array.from(randomBytes(10), (byte) => LABEL_ALPHABET[byte % LABEL_ALPHABET.length]).join("");
}
