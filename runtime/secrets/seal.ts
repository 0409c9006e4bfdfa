import { createCipheriv, createDecipheriv, randomBytes } from "node:crypto";
import { SealBroken } from "./failures";

/** Makes texts unreadable without the home's key. */
export interface Seal {
  /** Seals a text for one purpose (`secret arn:… version …`): it opens for no other, so that stored values cannot be exchanged. */
  close(text: string, purpose: string): Uint8Array;
  /** Throws SealBroken when it was sealed with another key or for another purpose, or was changed; `what` begins its message. */
  open(sealed: Uint8Array, purpose: string, what: string): string;
}

const CIPHER = "aes-256-gcm";
const NONCE_BYTES = 12;
const TAG_BYTES = 16;

/** The first byte of everything sealed, so that another form can be told from this one. */
const FORM = 1;

/** AES-256-GCM: form, nonce, tag, text. The nonce is random: a home seals far fewer texts than the 2^32 that are safe with one key. */
export function createSeal(key: Uint8Array): Seal {
  return {
    close(text, purpose) {
      const nonce = randomBytes(NONCE_BYTES);
      const cipher = createCipheriv(CIPHER, key, nonce).setAAD(Buffer.from(purpose));
      const hidden = Buffer.concat([cipher.update(text, "utf8"), cipher.final()]);
      return Buffer.concat([Buffer.of(FORM), nonce, cipher.getAuthTag(), hidden]);
    },
    open(sealed, purpose, what) {
      const bytes = Buffer.from(sealed);
      const tagAt = 1 + NONCE_BYTES;
      const textAt = tagAt + TAG_BYTES;
      try {
        if (bytes[0] !== FORM) throw new Error(`unknown form ${bytes[0]}`);
        const decipher = createDecipheriv(CIPHER, key, bytes.subarray(1, tagAt), { authTagLength: TAG_BYTES })
          .setAAD(Buffer.from(purpose))
          .setAuthTag(bytes.subarray(tagAt, textAt));
        return Buffer.concat([decipher.update(bytes.subarray(textAt)), decipher.final()]).toString("utf8");
      } catch {
        throw new SealBroken(
          `${what} does not open with this home's key (secrets.key was replaced or the state changed)`,
        );
      }
    },
  };
}
