import type { CodeConfigurationValues, CodeRepository } from "@aws-sdk/client-apprunner";
import type { BuildPlan, RunPlan } from "../model/buildPlan";
import type { BaseImages } from "./baseImages";
import { CONFIGURATION_FILE, type ConfigurationFile, readConfigurationFile } from "./configurationFile";
import { PlanFailed } from "./failures";
import { nodeEngines } from "./packageJson";
import { planNotes } from "./planNotes";
import { DEFAULT_PORT, findRuntime, findRuntimeByConfigName, RUNTIMES, type Runtime } from "./runtimeTable";
import { agrees } from "./versionRange";

export { sourceFiles } from "./sourceFiles";

export interface PlanRequest {
  repository: CodeRepository;
  /** Text of a file of the source directory, undefined when there is none (`sourceFiles(directory)`). */
  readFile: (name: string) => string | undefined;
  /** Build as App Runner's revised build does: nothing but /app reaches the run image. Default false: a note says what would be lost. */
  strict?: boolean;
  /** Base images that replace those of runtimes.json. */
  baseImages?: BaseImages;
}

/**
 * Turns a service's code configuration and the files of its source directory into a build plan. Pure. ConfigurationSource
 * REPOSITORY reads apprunner.yaml and ignores CodeConfigurationValues, API the other way round. Throws PlanFailed.
 * Source: API shape CodeConfiguration; guide, "App Runner configuration file".
 */
export function planBuild({ repository, readFile, strict = false, baseImages = {} }: PlanRequest): BuildPlan {
  const settings = readSettings(repository, readFile);
  const { runtime, runtimeVersion } = settings;
  checkVersion(runtime, runtimeVersion);
  checkEngines(settings, readFile("package.json"));
  const plan: BuildPlan = {
    runtime: runtime.runtime,
    language: runtime.language,
    baseImage: baseImages[runtime.runtime] ?? runtime.image,
    runtimeVersion: withoutLeadingZeros(runtimeVersion ?? runtime.version),
    versionCommand: runtime.versionCommand,
    commands: settings.commands,
    buildEnvironment: settings.buildEnvironment,
    isolatedRunImage: strict && runtime.build === "revised",
    notes: [],
    run: settings.run,
  };
  return { ...plan, notes: planNotes(plan, runtime, settings.variables, readFile("package.json")) };
}

/** What the two places of configuration have in common. */
interface PlanSettings {
  runtime: Runtime;
  /** As asked for; undefined takes the runtime's own. */
  runtimeVersion: string | undefined;
  commands: BuildPlan["commands"];
  buildEnvironment: Record<string, string>;
  /** The user's variables, without those of the port. */
  variables: Record<string, string>;
  run: RunPlan;
}

function readSettings({ CodeConfiguration }: CodeRepository, readFile: PlanRequest["readFile"]): PlanSettings {
  switch (CodeConfiguration?.ConfigurationSource) {
    case "REPOSITORY": {
      const text = readFile(CONFIGURATION_FILE);
      if (text !== undefined) return fromFile(readConfigurationFile(text));
      throw new PlanFailed(
        `App Runner configuration file ${CONFIGURATION_FILE} not found. ${nearMiss(readFile)}Add it to the service's source directory, ` +
          "or give the build and start commands through the API (ConfigurationSource API).",
      );
    }
    case "API":
      return fromApi(CodeConfiguration.CodeConfigurationValues);
    default:
      throw new PlanFailed("CodeConfiguration.ConfigurationSource is missing; allowed: REPOSITORY, API.");
  }
}

/** App Runner reads the one name only; the other usual ending is an easy mistake. */
function nearMiss(readFile: PlanRequest["readFile"]): string {
  const other = CONFIGURATION_FILE.replace(/yaml$/, "yml");
  return readFile(other) === undefined ? "" : `There is ${other}: rename it. `;
}

function fromFile({ runtime, build, run }: ConfigurationFile): PlanSettings {
  const variables = pairs(run.env?.map(({ name, value }) => [name, value]));
  return {
    runtime: findRuntimeByConfigName(runtime)!,
    runtimeVersion: run["runtime-version"],
    commands: {
      preBuild: build.commands["pre-build"] ?? [],
      build: build.commands.build,
      postBuild: build.commands["post-build"] ?? [],
      preRun: run["pre-run"] ?? [],
    },
    buildEnvironment: pairs(build.env?.map(({ name, value }) => [name, value])),
    variables,
    run: runPlan(run.command, run.network?.port ?? DEFAULT_PORT, run.network?.env, variables, {
      ...pairs(run.secrets?.map((secret) => [secret.name, secret["value-from"]])),
    }),
  };
}

function fromApi(values: CodeConfigurationValues | undefined): PlanSettings {
  const runtime = findRuntime(values?.Runtime);
  if (!values || !runtime) {
    const allowed = RUNTIMES.map((row) => row.runtime).join(", ");
    throw new PlanFailed(`CodeConfigurationValues.Runtime is "${values?.Runtime ?? ""}"; allowed: ${allowed}.`);
  }
  if (!values.StartCommand?.trim()) {
    throw new PlanFailed("CodeConfigurationValues.StartCommand is missing: say how the application is started.");
  }
  const variables = values.RuntimeEnvironmentVariables ?? {};
  return {
    runtime,
    runtimeVersion: undefined,
    commands: { preBuild: [], build: values.BuildCommand ? [values.BuildCommand] : [], postBuild: [], preRun: [] },
    buildEnvironment: {},
    variables,
    run: runPlan(
      values.StartCommand,
      portNumber(values.Port),
      undefined,
      variables,
      values.RuntimeEnvironmentSecrets ?? {},
    ),
  };
}

function runPlan(
  command: string,
  port: number,
  portVariable: string | undefined,
  variables: Record<string, string>,
  secrets: Record<string, string>,
): RunPlan {
  const portVariables = [...new Set(["PORT", ...(portVariable ? [portVariable] : [])])];
  const environment = { ...variables, ...pairs(portVariables.map((name) => [name, String(port)])) };
  return { command, port, portVariables, environment, secrets };
}

function portNumber(text: string | undefined): number {
  const port = Number(text || DEFAULT_PORT);
  if (Number.isInteger(port) && port >= 1 && port <= 65535) return port;
  throw new PlanFailed(`CodeConfigurationValues.Port is "${text}"; it must be a port number from 1 to 65535.`);
}

/** A runtime-version must lie within the runtime's name: python311 has 3, 3.11 and 3.11.x. */
function checkVersion({ configName, version }: Runtime, asked: string | undefined): void {
  if (!asked) return;
  const [own, wanted] = [version.split("."), withoutLeadingZeros(asked).split(".")];
  if (own.every((part, index) => wanted[index] === undefined || wanted[index] === part)) return;
  throw new PlanFailed(
    `The specified runtime version is not supported: run.runtime-version is ${asked}, ${configName} has ${version}. ` +
      "Change run.runtime-version or runtime.",
  );
}

/** Source: guide, "Node.js runtime configuration": a conflict between the two fails the build. */
function checkEngines({ runtime, runtimeVersion }: PlanSettings, packageJson: string | undefined): void {
  const range = runtime.language === "nodejs" && runtimeVersion ? nodeEngines(packageJson) : undefined;
  if (range === undefined || agrees(runtimeVersion!, range)) return;
  throw new PlanFailed(
    `package.json asks for Node.js "${range}" (engines.node), ${CONFIGURATION_FILE} for ${runtimeVersion} (run.runtime-version). ` +
      "Make them agree, or remove one.",
  );
}

/** Corretto writes 11.0.13.08.1 where Java says 11.0.13.8.1. */
function withoutLeadingZeros(version: string): string {
  return version.split(".").map(Number).join(".");
}

function pairs(entries: readonly (readonly [string, string])[] = []): Record<string, string> {
  return Object.fromEntries(entries);
}
