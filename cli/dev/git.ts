import { execFile } from "node:child_process";
import { CommandFailure } from "../failure";

/** Lists of files of a large repository. */
const MOST_OUTPUT = 256 * 1024 * 1024;

/** Runs git in a folder, without hooks, and answers its output without the line end. Throws CommandFailure with git's own words. */
export function git(folder: string, args: readonly string[], environment: NodeJS.ProcessEnv = {}): Promise<string> {
  return new Promise((resolve, reject) => {
    execFile(
      "git",
      ["-C", folder, "-c", "core.hooksPath=/dev/null", "-c", "advice.addEmbeddedRepo=false", ...args],
      { maxBuffer: MOST_OUTPUT, env: { ...process.env, ...environment } },
      (error, output, errors) => {
        if (!error) return resolve(output.replace(/\n$/, ""));
        const missing = (error as NodeJS.ErrnoException).code === "ENOENT";
        reject(
          new CommandFailure(
            missing ? "git was not found on PATH: install git." : `git ${args[0]} failed: ${errors.trim()}`,
          ),
        );
      },
    );
  });
}
