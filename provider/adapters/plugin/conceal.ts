import { QUOTED_LENGTH } from "../../core/notAllowed";
import { isUnknown } from "../../core/unknown";
import { type Opened, valueAt } from "./values";

/** Shorter ones stand in many a word that has nothing to do with them; they are concealed only where a message quotes them. */
const LEAST_LENGTH = 4;

/** Every single value that the engine gave as a secret. */
export function secretValues(...all: readonly Opened[]): unknown[] {
  return all.flatMap(({ properties, secrets }) => secrets.flatMap((path) => leaves(valueAt(properties, path))));
}

/** A message without the secrets: what the API, the service's log or a check says may quote them. */
export function conceal(message: string, secrets: readonly unknown[]): string {
  let text = message;
  for (const secret of secrets) {
    text = text.replaceAll(`${JSON.stringify(secret)} is not allowed`, "the value is not allowed");
    if (typeof secret !== "string" || secret === "") continue;
    text = text.replaceAll(JSON.stringify(secret), '"[secret]"');
    if (secret.length < LEAST_LENGTH) continue;
    const quoted = JSON.stringify(secret.slice(0, QUOTED_LENGTH)).slice(1, -1);
    for (const form of [secret, JSON.stringify(secret).slice(1, -1), quoted]) text = text.replaceAll(form, "[secret]");
  }
  return text;
}

function leaves(value: unknown): unknown[] {
  if (value === undefined || value === null || isUnknown(value)) return [];
  return typeof value === "object" ? Object.values(value).flatMap(leaves) : [value];
}
