import { spawn } from "node:child_process";
import { CommandFailure } from "../failure";

/** A value for the stack's configuration. */
export interface Secret {
  key: string;
  value: string;
}

/**
 * Selects the stack of the project in `folder`, or makes it, and puts the secrets into its configuration, which Pulumi encrypts. A value
 * goes to Pulumi through its standard input alone: other users of the machine can read a process's arguments.
 */
export async function setSecrets(
  folder: string,
  stack: string,
  secrets: readonly Secret[],
  say: (doing: string) => void,
): Promise<void> {
  await pulumi(folder, ["stack", "select", "--create", stack]);
  // One after the other: each rewrites the stack's file.
  for (const [index, { key, value }] of secrets.entries()) {
    say(`Setting secret ${index + 1} of ${secrets.length}: ${key}`);
    // Pulumi takes one line end off.
    await pulumi(folder, ["config", "set", "--secret", "--stack", stack, key], `${value}\n`);
  }
}

function pulumi(folder: string, args: readonly string[], input = ""): Promise<void> {
  const child = spawn("pulumi", [...args, "--non-interactive"], { cwd: folder, stdio: ["pipe", "ignore", "pipe"] });
  let said = "";
  child.stderr.on("data", (chunk: Buffer) => {
    said += chunk.toString();
  });
  // It may end without having read its input; how it ended tells more.
  child.stdin.on("error", () => undefined);
  child.stdin.end(input);
  const command = `pulumi ${args.join(" ")}`;
  return new Promise((resolve, reject) => {
    child.once("error", (error: NodeJS.ErrnoException) =>
      reject(
        new CommandFailure(
          error.code === "ENOENT"
            ? "There is no Pulumi CLI on the PATH (https://www.pulumi.com/docs/install). The program is written; nothing is lost."
            : `${command}: ${error.message}`,
        ),
      ),
    );
    child.once("close", (code) => {
      if (code === 0) resolve();
      else reject(new CommandFailure(`${command} failed: ${said.trim() || `exit code ${code}`}`));
    });
  });
}
