/**
 * When a process began, in the system's own words: with it, a pid read from a file is the same process and not a later one that got its
 * number. Undefined when it is gone (or only waits to be buried). Needs no module of ours: the supervisor takes its text.
 */
export function processStart(pid: number): string | undefined {
  const { readFileSync } = process.getBuiltinModule("node:fs");
  const { execFileSync } = process.getBuiltinModule("node:child_process");
  try {
    if (process.platform !== "linux") {
      const found = execFileSync("ps", ["-o", "state=,lstart=", "-p", String(pid)], { encoding: "utf8" }).trim();
      return found === "" || found.startsWith("Z") ? undefined : found.slice(found.indexOf(" ") + 1).trim();
    }
    const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
    // The name, in parentheses, may hold spaces and parentheses itself; fields 3 (state) and 22 (start, ticks since boot) follow.
    const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
    const boot = readFileSync("/proc/sys/kernel/random/boot_id", "utf8").trim();
    return fields[0] === "Z" || fields[0] === "X" ? undefined : `${boot}/${fields[19]}`;
  } catch {
    return undefined;
  }
}
