import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { HomePaths } from "../api/home";
import { createDockerEngine } from "./engine/docker";
import type { Engine } from "./engine/engine";
import { EngineUnavailable } from "./engine/failures";
import { createProcessEngine } from "./engine/process";
import { writeAtomically } from "./files/writeAtomically";

/** The home's services run on another engine than the one asked for. */
export class OtherEngine extends Error {
  override readonly name = "OtherEngine";
}

/**
 * The engine of a home. Asked for: that one; not asked for: the one that the home began with, and for a new home docker where a daemon
 * answers, else process. Throws EngineUnavailable, or OtherEngine when the home has services on another one.
 */
export async function chooseEngine(
  paths: HomePaths,
  asked: Engine["name"] | undefined,
  hasServices: boolean,
): Promise<Engine> {
  const begun = readEngineName(paths);
  if (asked && begun && asked !== begun && hasServices) {
    throw new OtherEngine(
      `The services of ${paths.home} run on the ${begun} engine, not on ${asked}. ` +
        "Start with that engine, delete the services first, or take another --home.",
    );
  }
  const wanted = asked ?? begun;
  return wanted ? openEngine(createEngine(paths, wanted)) : findEngine(paths);
}

/** Keeps which engine the home's services run on. */
export function rememberEngine(paths: HomePaths, name: Engine["name"]): void {
  writeAtomically(paths.settings, `${JSON.stringify({ engine: name })}\n`);
}

/** The engine that the home's services run on; undefined for a new home. */
export function readEngineName(paths: HomePaths): Engine["name"] | undefined {
  try {
    return (JSON.parse(readFileSync(paths.settings, "utf8")) as { engine: Engine["name"] }).engine;
  } catch {
    return undefined;
  }
}

export function createEngine(paths: HomePaths, name: Engine["name"]): Engine {
  const homeId = identifyHome(paths.home);
  const environment = process.env;
  return name === "docker"
    ? createDockerEngine({ homeId, environment })
    : createProcessEngine({ homeId, directory: join(paths.work, "process"), environment });
}

async function findEngine(paths: HomePaths): Promise<Engine> {
  try {
    return await openEngine(createEngine(paths, "docker"));
  } catch (error) {
    if (!(error instanceof EngineUnavailable)) throw error;
    return openEngine(createEngine(paths, "process"));
  }
}

/** The engine, once it has answered. */
async function openEngine(engine: Engine): Promise<Engine> {
  try {
    await engine.describe();
    return engine;
  } catch (error) {
    await engine.close();
    throw error;
  }
}

/** Value of the label on everything the home's engine makes: found again even when the home's files are gone. */
function identifyHome(home: string): string {
  return createHash("sha256").update(home).digest("hex").slice(0, 12);
}
