import { readdirSync, readFileSync } from "node:fs";

/** Often enough for processes that live for seconds; the kernel keeps the peak itself. */
const LOOK_MS = 100;

/** Watches the memory of this process's descendants. */
export interface MemoryWatch {
  /** Most megabytes that one process was ever resident with since the start, of those whose command line holds the text. */
  end(commandHolds: string): number;
}

export function watchMemory(): MemoryWatch {
  const peaks = new Map<number, { command: string; megabytes: number }>();
  const look = (): void => {
    for (const pid of descendants()) {
      const command = read(pid, "cmdline").replaceAll("\0", " ");
      const kilobytes = Number(/^VmHWM:\s+(\d+)/m.exec(read(pid, "status"))?.[1] ?? 0);
      if (kilobytes > 0) peaks.set(pid, { command, megabytes: kilobytes / 1024 });
    }
  };
  const timer = setInterval(look, LOOK_MS).unref();
  return {
    end: (commandHolds) => {
      look();
      clearInterval(timer);
      const found = [...peaks.values()].filter(({ command }) => command.includes(commandHolds));
      if (found.length === 0) throw new Error(`no process with ${commandHolds} was seen`);
      return Math.max(...found.map(({ megabytes }) => megabytes));
    },
  };
}

function descendants(): Set<number> {
  const pids = readdirSync("/proc").filter((name) => /^\d+$/.test(name));
  const parents = new Map(pids.map((pid) => [Number(pid), parentOf(Number(pid))]));
  const found = new Set([process.pid]);
  for (let before = 0; before < found.size; ) {
    before = found.size;
    for (const [pid, parent] of parents) if (found.has(parent)) found.add(pid);
  }
  found.delete(process.pid);
  return found;
}

function parentOf(pid: number): number {
  return Number(/^PPid:\s+(\d+)/m.exec(read(pid, "status"))?.[1] ?? 0);
}

/** A process may end between two looks. */
function read(pid: number, file: string): string {
  try {
    return readFileSync(`/proc/${pid}/${file}`, "utf8");
  } catch {
    return "";
  }
}
