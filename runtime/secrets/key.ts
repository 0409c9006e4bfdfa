import { randomBytes, randomUUID } from "node:crypto";
import { chmodSync, linkSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";

const KEY_BYTES = 32;

/**
 * The key that everything secret of a home is sealed with, 32 bytes; makes the file (mode 0600, base 64, all of it or nothing) when
 * there is none. A file that others can read is closed to them. Throws, naming the file, when it holds no key.
 */
export function ensureSecretsKey(path: string): Buffer {
  return readKey(path) ?? makeKey(path);
}

function readKey(path: string): Buffer | undefined {
  let text: string;
  try {
    text = readFileSync(path, "utf8");
    if ((statSync(path).mode & 0o077) !== 0) chmodSync(path, 0o600);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return undefined;
    throw new Error(`The key file ${path} cannot be read: ${(error as Error).message}`);
  }
  const key = Buffer.from(text.trim(), "base64");
  if (key.length !== KEY_BYTES) {
    throw new Error(
      `The key file ${path} holds no key of ${KEY_BYTES} bytes. Restore it; or delete it, start again, and set all secrets and connections anew.`,
    );
  }
  return key;
}

/** A link fails when the name is taken, so the first of several processes wins and no reader ever sees half a file. */
function makeKey(path: string): Buffer {
  const draft = `${path}.${randomUUID()}`;
  try {
    writeFileSync(draft, `${randomBytes(KEY_BYTES).toString("base64")}\n`, { mode: 0o600, flag: "wx", flush: true });
    linkSync(draft, path);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "EEXIST") {
      throw new Error(`The key file ${path} cannot be made: ${(error as Error).message}`);
    }
  } finally {
    rmSync(draft, { force: true });
  }
  const made = readKey(path);
  if (!made) throw new Error(`The key file ${path} disappeared while it was being made. Start again.`);
  return made;
}
