import { readFileSync } from "node:fs";
import { homePaths } from "../../api/home";
import { CommandFailure } from "../failure";

/** The local App Runner's own access key. */
export interface Credentials {
  accessKeyId: string;
  secretAccessKey: string;
}

/**
 * Reads the key of a home from its AWS shared credentials file (`[default]`, which the runtime writes at its first start).
 * @throws CommandFailure when the file cannot be read or lacks the key; the message never holds what it does have.
 */
export function readCredentials(home: string): Credentials {
  const file = homePaths(home).credentials;
  let text: string;
  try {
    text = readFileSync(file, "utf8");
  } catch (error) {
    throw new CommandFailure(`Cannot read the local App Runner's access key: ${(error as Error).message}`);
  }
  const settings = defaultProfile(text);
  const accessKeyId = settings.get("aws_access_key_id");
  const secretAccessKey = settings.get("aws_secret_access_key");
  if (!accessKeyId || !secretAccessKey) {
    throw new CommandFailure(
      `${file} has no aws_access_key_id and aws_secret_access_key under [default]. Stop the local App Runner, delete the file and start again: a new key is made.`,
    );
  }
  return { accessKeyId, secretAccessKey };
}

function defaultProfile(text: string): Map<string, string> {
  const settings = new Map<string, string>();
  let section = "";
  for (const line of text.split(/\r?\n/)) {
    const heading = /^\s*\[(.+)\]\s*$/.exec(line);
    const setting = /^\s*([\w-]+)\s*=\s*(.*?)\s*$/.exec(line);
    if (heading) section = heading[1] ?? "";
    else if (setting && section === "default") settings.set(setting[1] ?? "", setting[2] ?? "");
  }
  return settings;
}
