import { existsSync, readFileSync, rmSync } from "node:fs";
import { setTimeout as delay } from "node:timers/promises";
import { type Endpoint, type HomePaths, homePaths } from "../api/home";
import type { Engine } from "./engine/engine";
import { EngineUnavailable } from "./engine/failures";
import { createEngine, readEngineName } from "./engineChoice";
import { HomeInUse, lockHome } from "./homeLock";
import { createIngressClient } from "./ingress/client";
import { DEFAULT_LIMITS } from "./reconciler/context";

/** How long a control plane may take to let go. */
const EXIT_DEADLINE_MS = 30_000;

/**
 * Ends everything that runs of a home: control plane, ingress, instances. State, images and logs stay, so that the next start brings the
 * services back. Nothing running is success.
 */
export async function stopRuntime(home: string, report: (line: string) => void): Promise<void> {
  const paths = homePaths(home);
  if (!existsSync(home)) return;
  await endControlPlane(paths);
  const lock = lockHome(paths.lock, home);
  try {
    await createIngressClient(home).shutdown();
    await withEngine(paths, report, async (engine) => {
      const instances = await engine.listInstances();
      await Promise.all(instances.map(({ id }) => engine.stopInstance(id, DEFAULT_LIMITS.stopGraceSeconds)));
    });
  } finally {
    lock.release();
  }
}

/** `stopRuntime`, then removes every container, image, network and file of the home. */
export async function resetRuntime(home: string, report: (line: string) => void): Promise<void> {
  const paths = homePaths(home);
  await stopRuntime(home, report);
  await withEngine(paths, report, (engine) => engine.reset());
  const { home: _, ...files } = paths;
  for (const path of Object.values(files)) {
    for (const suffix of ["", "-wal", "-shm", "-journal"]) rmSync(`${path}${suffix}`, { recursive: true, force: true });
  }
}

async function endControlPlane(paths: HomePaths): Promise<void> {
  const pid = readPid(paths);
  if (pid === undefined || isFree(paths)) return;
  signal(pid);
  const deadline = Date.now() + EXIT_DEADLINE_MS;
  while (!isFree(paths)) {
    if (Date.now() > deadline)
      throw new Error(`The control plane (process ${pid}) did not end within ${EXIT_DEADLINE_MS / 1000} s.`);
    await delay(50);
  }
}

/** The lock tells whether a control plane lives; a process id alone may be somebody else's by now. */
function isFree(paths: HomePaths): boolean {
  try {
    lockHome(paths.lock, paths.home).release();
    return true;
  } catch (error) {
    if (error instanceof HomeInUse) return false;
    throw error;
  }
}

function readPid(paths: HomePaths): number | undefined {
  try {
    return (JSON.parse(readFileSync(paths.endpoint, "utf8")) as Endpoint).pid;
  } catch {
    return undefined;
  }
}

function signal(pid: number): void {
  try {
    process.kill(pid, "SIGTERM");
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "ESRCH") throw error;
  }
}

async function withEngine(
  paths: HomePaths,
  report: (line: string) => void,
  work: (engine: Engine) => Promise<void>,
): Promise<void> {
  const name = readEngineName(paths);
  if (!name) return;
  const engine = createEngine(paths, name);
  try {
    await work(engine);
  } catch (error) {
    if (!(error instanceof EngineUnavailable)) throw error;
    report(`Instances could not be looked at: ${error.message}`);
  } finally {
    await engine.close();
  }
}
