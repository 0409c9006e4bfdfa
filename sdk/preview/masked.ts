import { UNKNOWN } from "../../provider/core/unknown";

/** How Pulumi writes a secret into its JSON: as this text, or as an object with this key. Sources: display/json.go, RPC signatures. */
const SECRET_TEXT = "[secret]";
const SIGNATURE = "4dabf18193072939515e22adb298388d";
const SECRET_SIGNATURE = "1b47061264138c4ac30d75fd1eb44270";

/** True for a value that Pulumi has masked. */
export function isMasked(value: unknown): boolean {
  if (value === SECRET_TEXT) return true;
  return (
    typeof value === "object" && value !== null && (value as Record<string, unknown>)[SIGNATURE] === SECRET_SIGNATURE
  );
}

/** Whether something masked, or something not known yet, is in a value at any depth. */
export function hides(value: unknown): boolean {
  if (isMasked(value) || value === UNKNOWN) return true;
  if (typeof value !== "object" || value === null) return false;
  return Object.values(value).some(hides);
}

/** A value with every masked object as plain text, so that two masked values compare as equal. */
export function unwrapMasked(value: unknown): unknown {
  if (isMasked(value)) return SECRET_TEXT;
  if (Array.isArray(value)) return value.map(unwrapMasked);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, unwrapMasked(inner)]));
}
