import { spawn } from "node:child_process";
import { existsSync, mkdirSync, readdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { LOOPBACK } from "../../../api/ports";
import type { EngineInstance, InstanceSpec } from "../engine";
import { InstanceNotStarted } from "../failures";
import { withExec } from "../startCommand";
import { folderEnvironment } from "./build";
import { freePort } from "./freePort";
import { findImage } from "./images";
import { fileNameOf, type Layout, readJson, writeJson } from "./layout";
import type { Machine } from "./machine";
import { processStart } from "./processStart";
import {
  APP_FILE,
  EXIT_FILE,
  type ExitRecord,
  type ProcessRecord,
  SUPERVISOR_FILE,
  type SupervisorOrder,
  writeSupervisor,
} from "./supervisor";

/** What an instance is, kept while it is there. Nothing of its environment: that holds secrets. */
interface InstanceRecord {
  id: string;
  serviceArn: string;
  versionId: string;
  port: number;
}

const RECORD_FILE = "instance.json";

/** Output kept per instance: twice this. */
const OUTPUT_BYTES = 10 * 1024 ** 2;

/** A supervisor is a Node.js process: it begins in a fraction of this, also on a busy machine. */
const START_TIMEOUT_MS = 20_000;

/** From SIGKILL to the supervisor's last word. */
const KILL_TIMEOUT_MS = 5_000;

const POLL_MS = 10;

/** The folder of an instance. */
export const instanceFolder = (layout: Layout, id: string): string => join(layout.instances, fileNameOf(id));

/**
 * Starts an instance, or answers the one that is there. Its processes are detached: they go on when the control plane ends, and are
 * found again by pid and start time. Throws InstanceNotStarted.
 */
export async function startInstance(layout: Layout, machine: Machine, spec: InstanceSpec): Promise<EngineInstance> {
  const folder = instanceFolder(layout, spec.id);
  if (!existsSync(join(folder, SUPERVISOR_FILE))) await launch(layout, machine, folder, spec);
  await until(START_TIMEOUT_MS, () => existsSync(join(folder, APP_FILE)) || existsSync(join(folder, EXIT_FILE)));
  const instance = inspectInstance(layout, spec.id);
  if (instance?.startedAt) return instance;
  throw new InstanceNotStarted(
    `Instance ${spec.id} did not start within ${START_TIMEOUT_MS / 1000} seconds: the machine is overloaded.`,
  );
}

/** SIGTERM to the app's processes, `graceSeconds`, SIGKILL, then its folder goes. Gone already is success. */
export async function stopInstance(layout: Layout, id: string, graceSeconds: number): Promise<void> {
  const folder = instanceFolder(layout, id);
  const ended = (): boolean => !isRunning(folder);
  if (!ended()) {
    signalApp(folder, "SIGTERM");
    await until(graceSeconds * 1000, ended);
  }
  if (!ended()) {
    signalApp(folder, "SIGKILL");
    await until(KILL_TIMEOUT_MS, ended);
  }
  // The app of a supervisor that was killed itself has nobody else to end it.
  signalApp(folder, "SIGKILL");
  signalSupervisor(folder);
  rmSync(folder, { recursive: true, force: true });
}

export function inspectInstance(layout: Layout, id: string): EngineInstance | undefined {
  return read(instanceFolder(layout, id));
}

/** All instances, running or exited. */
export function listInstances(layout: Layout): EngineInstance[] {
  return folders(layout)
    .map(read)
    .filter((instance) => instance !== undefined);
}

/** True while an instance's app runs; false once it ended or its folder is gone. */
export function isRunning(folder: string): boolean {
  if (existsSync(join(folder, EXIT_FILE))) return false;
  const supervisor = readJson<ProcessRecord>(join(folder, SUPERVISOR_FILE));
  return supervisor !== undefined && isAlive(supervisor);
}

async function launch(layout: Layout, machine: Machine, folder: string, spec: InstanceSpec): Promise<void> {
  const image = findImage(layout, spec.image);
  if (!image)
    throw new InstanceNotStarted(`Instance ${spec.id} cannot be started: image ${spec.image} is not there any more.`);
  if (!spec.command) throw new InstanceNotStarted(`Instance ${spec.id} cannot be started: it has no start command.`);
  const port = await freePort(takenPorts(layout));
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const { id, serviceArn, versionId } = spec;
  writeJson(join(folder, RECORD_FILE), { id, serviceArn, versionId, port } satisfies InstanceRecord);
  const portVariables = (spec.portVariables ?? ["PORT"]).map((name) => [name, String(port)]);
  const order: SupervisorOrder = {
    folder,
    command: withExec(spec.command),
    directory: join(image.folder, "app"),
    environment: {
      ...folderEnvironment(machine, image.folder, image.language),
      // For apps that ask: the other addresses of this machine are open to its network, as a container's are not.
      HOST: LOOPBACK,
      ...spec.environment,
      ...Object.fromEntries(portVariables),
    },
    memoryBytes: spec.memory * 1024 ** 2,
    outputBytes: OUTPUT_BYTES,
  };
  const supervisor = spawn(process.execPath, ["--max-old-space-size=64", writeSupervisor(layout.directory), id], {
    detached: true,
    stdio: ["pipe", "ignore", "ignore"],
    cwd: layout.directory,
    env: {},
  });
  await new Promise<void>((resolve, reject) => {
    supervisor.once("error", reject);
    supervisor.stdin.once("error", reject);
    supervisor.stdin.end(JSON.stringify(order), resolve);
  });
  supervisor.unref();
}

function takenPorts(layout: Layout): Set<number> {
  const records = folders(layout).map((folder) => readJson<InstanceRecord>(join(folder, RECORD_FILE)));
  return new Set(records.flatMap((record) => (record ? [record.port] : [])));
}

function folders({ instances }: Layout): string[] {
  return existsSync(instances) ? readdirSync(instances).map((name) => join(instances, name)) : [];
}

function read(folder: string): EngineInstance | undefined {
  const record = readJson<InstanceRecord>(join(folder, RECORD_FILE));
  if (!record) return undefined;
  const running = isRunning(folder);
  const [app, exit] = [readJson<ProcessRecord>(join(folder, APP_FILE)), readJson<ExitRecord>(join(folder, EXIT_FILE))];
  return {
    id: record.id,
    serviceArn: record.serviceArn,
    versionId: record.versionId,
    state: running ? "running" : "exited",
    address: running ? `${LOOPBACK}:${record.port}` : undefined,
    exitCode: exit?.code,
    outOfMemory: exit?.outOfMemory ?? false,
    startedAt: app && new Date(app.at),
  };
}

const isAlive = ({ pid, start }: ProcessRecord): boolean => start !== "" && processStart(pid) === start;

/** To the app's process group; its number cannot have gone to anybody else while its supervisor has not ended it. */
function signalApp(folder: string, signal: NodeJS.Signals): void {
  const app = readJson<ProcessRecord>(join(folder, APP_FILE));
  if (!app || !(isAlive(app) || isRunning(folder))) return;
  send(-app.pid, signal);
}

function signalSupervisor(folder: string): void {
  const supervisor = readJson<ProcessRecord>(join(folder, SUPERVISOR_FILE));
  if (supervisor && isAlive(supervisor)) send(supervisor.pid, "SIGKILL");
}

function send(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(pid, signal);
  } catch {
    // Gone.
  }
}

/** Asks until it is so, at most `milliseconds`. */
async function until(milliseconds: number, isSo: () => boolean): Promise<void> {
  const deadline = performance.now() + milliseconds;
  while (!isSo() && performance.now() < deadline) await delay(POLL_MS);
}
