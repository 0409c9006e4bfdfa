import { readdirSync, readFileSync, readlinkSync } from "node:fs";
import { DEFAULT_PORTS } from "../../api/ports";

/** The error of a port that could not be listened on, in words that say who has it and what to do; any other error as it is. */
export function portFailure(error: NodeJS.ErrnoException & { port?: number }): Error {
  if (error.port === undefined) return error;
  const advice = "choose another with --http-port or --https-port (0 takes any free one)";
  if (error.code === "EACCES") return new Error(`port ${error.port} may not be used without special rights: ${advice}`);
  if (error.code !== "EADDRINUSE") return error;
  const holder = portHolder(error.port);
  const ours = error.port === DEFAULT_PORTS.http || error.port === DEFAULT_PORTS.https;
  const guess = ours ? "perhaps the local App Runner of another home" : "another program";
  return new Error(`port ${error.port} is in use by ${holder ?? guess}: stop that, or ${advice}`);
}

/** The process that listens on a TCP port, as `name (pid N)`; undefined where the system does not tell (not Linux, not ours). */
export function portHolder(port: number): string | undefined {
  try {
    const inode = listeningInode(port);
    const pid = inode && readdirSync("/proc").find((entry) => /^\d+$/.test(entry) && holdsSocket(entry, inode));
    return pid ? `${readFileSync(`/proc/${pid}/comm`, "utf8").trim()} (pid ${pid})` : undefined;
  } catch {
    return undefined;
  }
}

const LISTEN = "0A";

function listeningInode(port: number): string | undefined {
  const wanted = `:${port.toString(16).toUpperCase().padStart(4, "0")}`;
  for (const file of ["/proc/net/tcp", "/proc/net/tcp6"]) {
    for (const line of readFileSync(file, "utf8").split("\n").slice(1)) {
      const [, local = "", , state, , , , , , inode] = line.trim().split(/\s+/);
      if (local.endsWith(wanted) && state === LISTEN) return inode;
    }
  }
  return undefined;
}

function holdsSocket(pid: string, inode: string): boolean {
  try {
    const folder = `/proc/${pid}/fd`;
    return readdirSync(folder).some((descriptor) => readlinkSync(`${folder}/${descriptor}`) === `socket:[${inode}]`);
  } catch {
    return false;
  }
}
