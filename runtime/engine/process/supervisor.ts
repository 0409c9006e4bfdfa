import { createHash, randomUUID } from "node:crypto";
import { mkdirSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { processStart } from "./processStart";

/** What the supervisor reads from its standard input: neither its command line nor a file ever holds the app's secrets. */
export interface SupervisorOrder {
  /** The instance's folder. */
  folder: string;
  command: string;
  directory: string;
  environment: Record<string, string>;
  memoryBytes: number;
  /** Size at which the output moves to its second file, which replaces the one before. */
  outputBytes: number;
}

/** Files that a supervisor writes into the instance's folder, each complete when it is seen. */
export const SUPERVISOR_FILE = "supervisor.json";
export const APP_FILE = "app.json";
export const EXIT_FILE = "exit.json";
export const OUTPUT_FILE = "output.bin";
export const OLDER_OUTPUT_FILE = "output.1.bin";

/** `supervisor.json` and `app.json`: a process, told from others of its number by when it began. */
export interface ProcessRecord {
  pid: number;
  start: string;
  /** ISO time. */
  at: string;
}

/** `exit.json`. */
export interface ExitRecord {
  /** As Docker counts: 128 + the signal's number for an app that a signal ended. */
  code: number;
  outOfMemory: boolean;
  at: string;
}

/** Writes the supervisor's program, the text of the two functions, into `directory` and answers its path. */
export function writeSupervisor(directory: string): string {
  const text = `${processStart.toString()}\n(${supervise.toString()})(processStart);\n`;
  const path = join(directory, `supervisor-${createHash("sha256").update(text).digest("hex").slice(0, 12)}.cjs`);
  mkdirSync(directory, { recursive: true });
  const unfinished = `${path}.${randomUUID()}`;
  writeFileSync(unfinished, text);
  renameSync(unfinished, path);
  return path;
}

/**
 * The program between the runtime and an app: it outlives the control plane, keeps the app's output with times, watches its memory,
 * and leaves behind how it ended. A process of its own, started by plain Node.js from this function's text: it must use nothing of
 * this module but its parameters. The first one to claim an instance's folder runs the app; another one goes away.
 */
function supervise(start: (pid: number) => string | undefined): void {
  const fs = process.getBuiltinModule("node:fs");
  const { spawn } = process.getBuiltinModule("node:child_process");
  const { constants } = process.getBuiltinModule("node:os");
  const order = JSON.parse(fs.readFileSync(0, "utf8")) as SupervisorOrder;
  const inFolder = (name: string): string => `${order.folder}/${name}`;
  const recordOf = (pid: number): string =>
    JSON.stringify({ pid, start: start(pid) ?? "", at: new Date().toISOString() });

  const write = (name: string, text: string): void => {
    fs.writeFileSync(inFolder(`${name}.${process.pid}`), text);
    fs.renameSync(inFolder(`${name}.${process.pid}`), inFolder(name));
  };

  // A hard link fails when the name is taken: that is the claim.
  fs.writeFileSync(inFolder(`claim.${process.pid}`), recordOf(process.pid));
  try {
    fs.linkSync(inFolder(`claim.${process.pid}`), inFolder("supervisor.json"));
  } catch {
    process.exit(0);
  } finally {
    fs.unlinkSync(inFolder(`claim.${process.pid}`));
  }

  let output = fs.openSync(inFolder("output.bin"), "a");
  let size = fs.fstatSync(output).size;
  const keep = (stream: number, chunk: Buffer): void => {
    const header = Buffer.alloc(16);
    header.writeUInt8(stream, 0);
    header.writeUInt32BE(chunk.length, 4);
    header.writeDoubleBE(Date.now(), 8);
    try {
      if (size > order.outputBytes) {
        fs.renameSync(inFolder("output.bin"), inFolder("output.1.bin"));
        fs.closeSync(output);
        output = fs.openSync(inFolder("output.bin"), "a");
        size = 0;
      }
      fs.writeSync(output, Buffer.concat([header, chunk]));
      size += header.length + chunk.length;
    } catch {
      // A full disk: the app goes on without its output being kept.
    }
  };

  const app = spawn("/bin/sh", ["-c", order.command], {
    cwd: order.directory,
    env: order.environment,
    stdio: ["ignore", "pipe", "pipe"],
    detached: true,
  });
  let outOfMemory = false;
  let ended = false;
  const signalApp = (signal: NodeJS.Signals): void => {
    try {
      if (app.pid) process.kill(-app.pid, signal);
    } catch {
      // Gone.
    }
  };
  const end = (code: number): void => {
    if (ended) return;
    ended = true;
    write("exit.json", JSON.stringify({ code, outOfMemory, at: new Date().toISOString() }));
    process.exit(0);
  };

  app.stdout.on("data", (chunk: Buffer) => keep(1, chunk));
  app.stderr.on("data", (chunk: Buffer) => keep(2, chunk));
  app.on("error", (error) => {
    keep(2, Buffer.from(`${error.message}\n`));
    end(127);
  });
  if (app.pid) write("app.json", recordOf(app.pid));
  app.on("exit", (exitCode, signal) => {
    const code = signal ? 128 + constants.signals[signal] : (exitCode ?? 0);
    // As in a container, nothing of the app outlives its main process. What escaped may still hold the output open: not for long.
    signalApp("SIGKILL");
    app.on("close", () => end(code));
    // On a busy machine this process may get its turn late, and the timer's comes before what waits in the pipes: read that first.
    setTimeout(() => setImmediate(() => setImmediate(() => end(code))), 1000);
  });
  for (const signal of ["SIGTERM", "SIGINT", "SIGHUP"] as const) process.on(signal, () => signalApp(signal));

  /** Memory of the app's processes, shared pages counted once; 0 where the system does not say. */
  const memoryOf = (pid: number): number => {
    try {
      const children = fs
        .readFileSync(`/proc/${pid}/task/${pid}/children`, "utf8")
        .split(" ")
        .filter(Boolean)
        .map(Number);
      const pss = /^Pss:\s+(\d+) kB/m.exec(fs.readFileSync(`/proc/${pid}/smaps_rollup`, "utf8"))?.[1];
      return Number(pss ?? 0) * 1024 + children.reduce((sum, child) => sum + memoryOf(child), 0);
    } catch {
      return 0;
    }
  };
  setInterval(() => {
    if (!app.pid || memoryOf(app.pid) <= order.memoryBytes) return;
    outOfMemory = true;
    signalApp("SIGKILL");
  }, 1000).unref();
}
