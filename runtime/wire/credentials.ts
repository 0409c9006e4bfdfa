import { randomBytes, randomInt, randomUUID } from "node:crypto";
import { chmodSync, linkSync, mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";

/** A long-lived access key. */
export interface Credentials {
  accessKeyId: string;
  secretAccessKey: string;
}

/**
 * The key under `[default]` of an AWS shared credentials file; makes the file (mode 0600, all of it or nothing) when there is none.
 * Several processes that start at once get the same key. Throws, naming the file, when it exists but holds no key.
 */
export function ensureCredentials(path: string): Credentials {
  const existing = readCredentials(path);
  if (existing) return existing;
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
  create(path, newKey());
  const made = readCredentials(path);
  if (!made) throw new Error(`The credentials file ${path} disappeared while it was being made. Start again.`);
  return made;
}

/** The key of an AWS shared credentials file, undefined when there is no file. A file that others can read is closed to them. */
export function readCredentials(path: string): Credentials | undefined {
  let text: string;
  try {
    text = readFileSync(path, "utf8");
    if ((statSync(path).mode & 0o077) !== 0) chmodSync(path, 0o600);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return undefined;
    throw new Error(`The credentials file ${path} cannot be read: ${(error as Error).message}`);
  }
  const profile = readProfile(text, "default");
  const accessKeyId = profile.get("aws_access_key_id");
  const secretAccessKey = profile.get("aws_secret_access_key");
  if (!accessKeyId || !secretAccessKey) {
    throw new Error(
      `The credentials file ${path} has no aws_access_key_id and aws_secret_access_key under [default]. ` +
        "Restore it, or delete it to have a new key made.",
    );
  }
  return { accessKeyId, secretAccessKey };
}

/** The settings of one section of an INI file, names in lower case. */
function readProfile(text: string, section: string): Map<string, string> {
  const settings = new Map<string, string>();
  let current = "";
  for (const raw of text.split(/\r?\n/)) {
    const line = raw.trim();
    if (line === "" || line.startsWith("#") || line.startsWith(";")) continue;
    const heading = /^\[([^\]]*)\]/.exec(line);
    const equals = line.indexOf("=");
    if (heading) current = heading[1]!.trim();
    else if (current === section && equals > 0) {
      settings.set(line.slice(0, equals).trim().toLowerCase(), line.slice(equals + 1).trim());
    }
  }
  return settings;
}

/** A link fails when the name is taken, so the first of several processes wins and no reader ever sees half a file. */
function create(path: string, key: Credentials): void {
  const draft = `${path}.${randomUUID()}`;
  const text = `[default]\naws_access_key_id = ${key.accessKeyId}\naws_secret_access_key = ${key.secretAccessKey}\n`;
  try {
    writeFileSync(draft, text, { mode: 0o600, flag: "wx", flush: true });
    linkSync(draft, path);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "EEXIST") {
      throw new Error(`The credentials file ${path} cannot be made: ${(error as Error).message}`);
    }
  } finally {
    rmSync(draft, { force: true });
  }
}

/** Clearly no AWS key, yet of the form that clients expect: 20 capital letters and digits, 40 characters of base 64. */
function newKey(): Credentials {
  const letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
  const suffix = Array.from({ length: 6 }, () => letters[randomInt(letters.length)]).join("");
  return { accessKeyId: `LOCALAPPRUNNER${suffix}`, secretAccessKey: randomBytes(30).toString("base64") };
}
