import type { BuildPlan, RuntimeName } from "../model/buildPlan";
import rows from "./runtimes.json";

/** A managed runtime: a row of runtimes.json, which the set-up scripts read too. */
export interface Runtime {
  /** The API's name. */
  runtime: RuntimeName;
  /** The name in apprunner.yaml. */
  configName: string;
  language: BuildPlan["language"];
  /** Which of App Runner's two build processes applies. Source: guide, "Managed runtime versions and the App Runner build". */
  build: "original" | "revised";
  /** The version that the runtime's name stands for, `major[.minor]`; a runtime-version must lie within. */
  version: string;
  /** Base image of the docker engine. */
  image: string;
  /** Shell command that prints the interpreter's full version. */
  versionCommand: string;
}

export const RUNTIMES: readonly Runtime[] = rows as Runtime[];

/** The port of a service that names none. Source: API shape CodeConfigurationValues, guide "Run section". */
export const DEFAULT_PORT = 8080;

/** By the API's name (`PYTHON_311`); undefined when there is none. */
export function findRuntime(name: string | undefined): Runtime | undefined {
  return RUNTIMES.find(({ runtime }) => runtime === name);
}

/** By the name in apprunner.yaml (`python311`); undefined when there is none. */
export function findRuntimeByConfigName(name: string): Runtime | undefined {
  return RUNTIMES.find(({ configName }) => configName === name);
}
