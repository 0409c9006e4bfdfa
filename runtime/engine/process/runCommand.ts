import { spawn } from "node:child_process";
import { constants } from "node:os";
import { createLineSplitter } from "../lines";

export interface Command {
  command: string;
  directory: string;
  environment: Record<string, string>;
  onLine: (line: string) => void;
  signal: AbortSignal;
}

/** Output that something left behind may still write after the command has ended. */
const LEFT_OPEN_MS = 1000;

/** Runs a shell command in a process group of its own, of which nothing is left afterwards. Answers its exit code. */
export function runCommand({ command, directory, environment, onLine, signal }: Command): Promise<number> {
  return new Promise((resolve, reject) => {
    signal.throwIfAborted();
    const child = spawn("/bin/sh", ["-c", command], {
      cwd: directory,
      env: environment,
      stdio: ["ignore", "pipe", "pipe"],
      detached: true,
    });
    const kill = (): void => endGroup(child.pid);
    const splitters = [child.stdout, child.stderr].map((stream) => {
      const splitter = createLineSplitter(onLine);
      stream.on("data", (chunk: Buffer) => splitter.write(chunk));
      return splitter;
    });
    const finish = (code: number): void => {
      signal.removeEventListener("abort", kill);
      for (const splitter of splitters) splitter.end();
      if (signal.aborted) reject(signal.reason);
      else resolve(code);
    };
    signal.addEventListener("abort", kill, { once: true });
    child.once("error", reject);
    child.once("exit", (exitCode, endedBy) => {
      kill();
      const code = endedBy ? 128 + constants.signals[endedBy] : (exitCode ?? 0);
      const late = setTimeout(() => {
        child.stdout.destroy();
        child.stderr.destroy();
      }, LEFT_OPEN_MS);
      child.once("close", () => {
        clearTimeout(late);
        finish(code);
      });
    });
  });
}

function endGroup(pid: number | undefined): void {
  try {
    if (pid) process.kill(-pid, "SIGKILL");
  } catch {
    // Gone.
  }
}
