import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { homePaths } from "../../api/home";
import { writeAtomically } from "../files/writeAtomically";

/**
 * Path of a home's control socket: `ingress.sock` in the home, or, when that is longer than the system allows, one in a folder of
 * its own under the system's temporary folder, which `ingress.sock.path` in the home names. Undefined when there is none yet;
 * `create` (the ingress itself) then makes it.
 */
export function controlSocketPath(home: string, create = false): string | undefined {
  const direct = homePaths(home).ingressSocket;
  if (fits(direct)) return direct;
  const record = `${direct}.path`;
  const recorded = readIfThere(record);
  if (recorded || !create) return recorded;
  // mkdtemp makes it 0700 and under a name nobody can take first.
  const base = fits(join(tmpdir(), "apprunner-XXXXXX", "ingress.sock")) ? tmpdir() : "/tmp";
  const path = join(mkdtempSync(join(base, "apprunner-")), "ingress.sock");
  writeAtomically(record, path, 0o600);
  return path;
}

/** Removes what `controlSocketPath` and listening have made; to be called by the ingress when it has closed. */
export function removeControlSocket(home: string): void {
  const direct = homePaths(home).ingressSocket;
  const path = controlSocketPath(home);
  if (!path) return;
  rmSync(path, { force: true });
  if (path === direct) return;
  rmSync(dirname(path), { recursive: true, force: true });
  rmSync(`${direct}.path`, { force: true });
}

/** sun_path holds 104 bytes on macOS and 108 on Linux, the closing zero included; libuv cuts longer ones without a word. */
const LONGEST_SOCKET_PATH = 103;

function fits(path: string): boolean {
  return Buffer.byteLength(path) <= LONGEST_SOCKET_PATH;
}

function readIfThere(file: string): string | undefined {
  try {
    return readFileSync(file, "utf8");
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return undefined;
    throw error;
  }
}
