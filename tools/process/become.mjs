import { spawn } from "node:child_process";
import { constants } from "node:os";

const SIGNALS = ["SIGINT", "SIGTERM", "SIGHUP"];

/**
 * Runs a command in the place of this process: with its standard streams, its signals passed on, and its exit code as
 * the answer (128 + the signal's number when a signal ended it, as a shell says it).
 */
export function become(command, args, { cwd, env }) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { cwd, env, stdio: "inherit" });
    const pass = (signal) => {
      // A terminal sends Ctrl-C to the child as well: one is asked for, two would make Pulumi stop at once.
      if (!(signal === "SIGINT" && process.stdin.isTTY)) child.kill(signal);
    };
    for (const signal of SIGNALS) process.on(signal, pass);
    child.on("error", (error) => reject(new Error(`${command} cannot be started: ${error.message}`, { cause: error })));
    child.on("close", (code, signal) => {
      for (const name of SIGNALS) process.off(name, pass);
      resolve(code ?? 128 + constants.signals[signal]);
    });
  });
}
