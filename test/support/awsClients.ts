import { spawn, spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { join } from "node:path";
import type { Context } from "mocha";
import { skip } from "./skip";

/**
 * A program of the AWS clients that set-up installs (tools/clients), else the machine's own. Skips the suite that asks for it when
 * there is none, or when `check` (arguments) does not run.
 */
export function findClient(context: Context, program: "aws" | "python3", check: readonly string[]): string {
  const folder = process.env.APPRUNNER_TEST_CLIENTS;
  const candidates = [...(folder ? [join(folder, "bin", program)] : []), program];
  const found = candidates.find(
    (path) => (path === program || existsSync(path)) && spawnSync(path, check).status === 0,
  );
  return found ?? skip(context, `no ${program} that runs \`${check.join(" ")}\`: \`npm test\` installs one`);
}

export interface Finished {
  code: number | null;
  output: string;
  error: string;
}

/** Runs a program to its end; the event loop, and with it the server under test, goes on meanwhile. */
export function run(program: string, args: readonly string[], env: NodeJS.ProcessEnv): Promise<Finished> {
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, { env, stdio: ["ignore", "pipe", "pipe"] });
    const finished: Finished = { code: null, output: "", error: "" };
    child.stdout.on("data", (chunk) => {
      finished.output += chunk;
    });
    child.stderr.on("data", (chunk) => {
      finished.error += chunk;
    });
    child.on("error", reject);
    child.on("close", (code) => resolve({ ...finished, code }));
  });
}
