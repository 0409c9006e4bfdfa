/** An operation of Pulumi that did not succeed. The message is for people: causes first, no stack, no echo of the whole output. */
export class DeployFailed extends Error {
  constructor(message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = "DeployFailed";
  }
}

/** Turns what the Automation API throws into words. `causes` are the errors that the engine has told as events. */
export function explain(operation: string, error: unknown, causes: readonly string[] = []): DeployFailed {
  const text = error instanceof Error ? error.message : String(error);
  if (/ENOENT.*pulumi|Failed to find.*pulumi|spawn pulumi/i.test(text))
    return new DeployFailed(NO_CLI, { cause: error });
  if (/the stack is currently locked/i.test(text)) return new DeployFailed(LOCKED, { cause: error });
  if (/incorrect passphrase/i.test(text)) return new DeployFailed(WRONG_PASSPHRASE, { cause: error });
  const said = causes.length > 0 ? causes : errorsIn(text);
  return new DeployFailed([`The ${operation} failed.`, ...said].join("\n"), { cause: error });
}

const NO_CLI =
  "The Pulumi CLI is not on PATH. Install it (https://www.pulumi.com/docs/install/); in a checkout of this project npm start sets one up.";
const LOCKED =
  "Another operation holds this stack's lock. Wait for its end; if it died, remove the lock file that Pulumi names in .pulumi/locks of the backend.";
const WRONG_PASSPHRASE =
  "The passphrase is not the one that this stack's secrets were encrypted with. Set PULUMI_CONFIG_PASSPHRASE, or PULUMI_CONFIG_PASSPHRASE_FILE, to the right one.";

/** The lines of a CLI's output that say what went wrong; its last lines when none does. */
function errorsIn(text: string): string[] {
  const lines = text.split("\n").map((line) => line.trim());
  const errors = lines.filter((line) => /^error: /.test(line) && !/^error: (?:preview|update) failed$/.test(line));
  if (errors.length > 0) return [...new Set(errors)];
  return lines.filter((line) => line !== "" && !/^(?:code|stdout|stderr|err\??):/.test(line)).slice(-5);
}
