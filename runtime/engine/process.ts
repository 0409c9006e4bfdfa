import { mkdirSync, rmSync } from "node:fs";
import type { Engine } from "./engine";
import { EngineUnavailable, ImageNotFound } from "./failures";
import { buildImage, type RunningBuilds } from "./process/build";
import { listImages, removeImage } from "./process/images";
import { inspectInstance, listInstances, startInstance, stopInstance } from "./process/instances";
import { layoutOf } from "./process/layout";
import { followLogs } from "./process/logs";
import { ask, findProgram, type Machine, machineOf } from "./process/machine";
import { createQueues } from "./queues";

export interface ProcessEngineOptions {
  /** Of the home that the engine belongs to; its directory is the home's alone, so that nothing needs to be told apart by it. */
  homeId: string;
  /** Everything the engine keeps is in here, and nothing of anybody else. */
  directory: string;
  /** Where PATH, HOME, the language and the proxy, certificate and registry settings of apps and builds come from; nothing else does. */
  environment: NodeJS.ProcessEnv;
}

/**
 * An engine without Docker: code sources run as child processes with the machine's own python3 or node. Instances of a service share
 * its prepared folder and the machine's ports, and are not shut off from one another. An image repository needs the docker engine.
 */
export function createProcessEngine({ directory, environment }: ProcessEngineOptions): Engine {
  const layout = layoutOf(directory);
  const machine = machineOf(environment);
  const inTurn = createQueues();
  const running: RunningBuilds = new Set();

  return {
    name: "process",
    describe: () => describe(machine),
    buildImage: (request) => inTurn(`image ${request.reference}`, () => buildImage(layout, machine, running, request)),
    resolveImage: async (identifier) => {
      throw new ImageNotFound(
        `Image ${identifier} cannot be run by the process engine, which has code sources only. ` +
          "Start the runtime with --engine docker, or deploy from source code.",
      );
    },
    findImage: async () => undefined,
    updateImage: async () => false,
    watchImages: (_, signal) => new Promise((resolve) => whenAborted(signal, resolve)),
    removeImage: async (reference) => removeImage(layout, reference),
    listImages: async () => listImages(layout).map(({ reference }) => reference),
    // In turn: a port is free until the instance that gets it is written down.
    startInstance: (spec) => inTurn("start", () => startInstance(layout, machine, spec)),
    stopInstance: (id, graceSeconds) => stopInstance(layout, id, graceSeconds),
    inspectInstance: async (id) => inspectInstance(layout, id),
    listInstances: async () => listInstances(layout),
    followLogs: (id, since, onLine, signal) => followLogs(layout, id, since, onLine, signal),
    async reset() {
      await Promise.all(listInstances(layout).map(({ id }) => stopInstance(layout, id, 0)));
      rmSync(directory, { recursive: true, force: true });
    },
    close: async () => undefined,
  };

  async function describe(machine: Machine): Promise<string> {
    mkdirSync(directory, { recursive: true, mode: 0o700 });
    const programs = ["python3", "node"].filter((name) => findProgram(machine, name));
    if (programs.length === 0) {
      throw new EngineUnavailable(
        "The process engine needs python3 or node on PATH: install one, or use the docker engine.",
      );
    }
    const versions = await Promise.all(programs.map((name) => ask(`${name} --version`, machine.environment)));
    return `child processes with ${versions.filter(Boolean).join(" and ")}`;
  }
}

function whenAborted(signal: AbortSignal, then: () => void): void {
  if (signal.aborted) then();
  else signal.addEventListener("abort", () => then(), { once: true });
}
