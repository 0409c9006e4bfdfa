import { createHmac, timingSafeEqual } from "node:crypto";

const MAC_BYTES = 16;

/**
 * An opaque token for the place after `position` in the listing that `scope` names (operation, region, filters). It is signed with
 * `key`: it opens no other listing and nobody can make one up.
 */
export function writePageToken(key: Buffer, scope: string, position: number): string {
  const place = Buffer.from(String(position));
  return Buffer.concat([sign(key, scope, place), place]).toString("base64url");
}

/** The position of a token; undefined when it was not made for this scope and key. */
export function readPageToken(key: Buffer, scope: string, token: string): number | undefined {
  const bytes = Buffer.from(token, "base64url");
  // Decoding forgives stray characters; a token is only what was given out.
  if (bytes.length <= MAC_BYTES || bytes.toString("base64url") !== token) return undefined;
  const place = bytes.subarray(MAC_BYTES);
  if (!timingSafeEqual(bytes.subarray(0, MAC_BYTES), sign(key, scope, place))) return undefined;
  return Number(place.toString());
}

function sign(key: Buffer, scope: string, place: Buffer): Buffer {
  return createHmac("sha256", key).update(scope).update("\0").update(place).digest().subarray(0, MAC_BYTES);
}
