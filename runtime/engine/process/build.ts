import { randomUUID } from "node:crypto";
import { existsSync } from "node:fs";
import { cp, mkdir, rm } from "node:fs/promises";
import { delimiter, join } from "node:path";
import type { BuildPlan } from "../../model/buildPlan";
import { commandFailed, withinBuildTime } from "../buildFailures";
import type { BuildPhase } from "../dockerfile";
import type { BuildImageRequest, EngineImage } from "../engine";
import { BuildFailed } from "../failures";
import { RecentLines } from "../lines";
import { digestOf } from "./digest";
import { findImage, keepImage, removeUnfinished } from "./images";
import { fileNameOf, type Layout } from "./layout";
import { ask, findProgram, type Machine } from "./machine";
import { runCommand } from "./runCommand";
import { makeVirtualEnvironment, NoVirtualEnvironment } from "./virtualEnvironment";

/** Folders of builds that run in this process, safe from the sweep. */
export type RunningBuilds = Set<string>;

/**
 * Prepares a folder from a source: a copy of it, for Python with a virtual environment beside it, after the build commands. Throws
 * BuildFailed, or the signal's reason when it aborts; then nothing is left.
 */
export async function buildImage(
  layout: Layout,
  machine: Machine,
  running: RunningBuilds,
  request: BuildImageRequest,
): Promise<EngineImage> {
  const existing = findImage(layout, request.reference);
  if (existing) return { reference: existing.reference, digest: existing.digest };
  const folder = join(layout.builds, `${fileNameOf(request.reference)}-${randomUUID().slice(0, 8)}`);
  running.add(folder);
  removeUnfinished(layout, running);
  const recent = new RecentLines();
  const onLine = (line: string): void => {
    recent.add(line);
    request.onLine(line);
  };
  const { plan, sourceDirectory } = request;
  try {
    const digest = await digestOf(sourceDirectory, plan);
    await withinBuildTime(
      request.signal,
      () => recent.list(),
      (signal) => prepare({ layout, plan, folder, machine, recent, signal, onLine }, sourceDirectory),
    );
    keepImage(layout, { reference: request.reference, digest, folder, language: plan.language });
    return { reference: request.reference, digest };
  } catch (error) {
    await rm(folder, { recursive: true, force: true });
    throw error;
  } finally {
    running.delete(folder);
  }
}

/** Environment of the commands and instances of a prepared folder: the machine's, with the folder's interpreter first. */
export function folderEnvironment(
  machine: Machine,
  folder: string,
  language: BuildPlan["language"],
): Record<string, string> {
  if (language !== "python") return machine.environment;
  const environment = join(folder, "venv");
  return {
    ...machine.environment,
    PATH: [join(environment, "bin"), ...machine.path].join(delimiter),
    VIRTUAL_ENV: environment,
  };
}

interface Build {
  layout: Layout;
  plan: BuildPlan;
  folder: string;
  machine: Machine;
  recent: RecentLines;
  signal: AbortSignal;
  onLine: (line: string) => void;
}

async function prepare(build: Build, sourceDirectory: string): Promise<void> {
  const { plan, folder, onLine } = build;
  for (const note of [...plan.notes, ...portNotes(plan)]) onLine(note);
  const interpreter = findInterpreter(build);
  await mkdir(folder, { recursive: true });
  await cp(sourceDirectory, join(folder, "app"), { recursive: true, verbatimSymlinks: true });
  if (plan.language === "python") await makeEnvironment(build, interpreter);
  await warnOfVersion(build);
  await runPhase(build, "pre-build", plan.commands.preBuild);
  await runPhase(build, "build", plan.commands.build);
  await runPostBuild(build);
  if (plan.isolatedRunImage && plan.language === "python") await makeEnvironment(build, interpreter);
  await runPhase(build, "pre-run", plan.commands.preRun);
  requireFolder(build, "app", "The application cannot be started");
}

function findInterpreter({ plan, machine, recent }: Build): string {
  const [major, minor] = plan.runtimeVersion.split(".");
  const names: Partial<Record<BuildPlan["language"], string[]>> = {
    python: [...(minor ? [`python${major}.${minor}`] : []), "python3"],
    nodejs: ["node"],
  };
  const candidates = names[plan.language];
  if (!candidates) {
    throw new BuildFailed(
      `The process engine runs Python and Node.js only; ${plan.runtime} needs the docker engine (--engine docker).`,
      recent.list(),
    );
  }
  const found = candidates.map((name) => findProgram(machine, name)).find(Boolean);
  if (found) return found;
  const what = plan.language === "python" ? "Python 3 (python3, python3-venv)" : "Node.js (node, npm)";
  throw new BuildFailed(
    `${candidates.at(-1)} was not found on PATH: install ${what}, or use the docker engine.`,
    recent.list(),
  );
}

async function makeEnvironment(
  { layout, folder, machine, signal, recent, onLine }: Build,
  python: string,
): Promise<void> {
  try {
    await makeVirtualEnvironment({ layout, machine, python, path: join(folder, "venv"), signal });
  } catch (error) {
    if (!(error instanceof NoVirtualEnvironment)) throw error;
    for (const line of error.said) onLine(line);
    throw new BuildFailed(
      `${python} cannot make a virtual environment: install its venv module (Debian: apt-get install python3-venv).`,
      recent.list(),
    );
  }
}

async function warnOfVersion({ plan, folder, machine, onLine }: Build): Promise<void> {
  const version = await ask(plan.versionCommand, folderEnvironment(machine, folder, plan.language));
  if (version && `${version}.`.startsWith(`${plan.runtimeVersion}.`)) return;
  onLine(
    `Warning: ${plan.runtime} is version ${plan.runtimeVersion}, this machine has ${version ?? "an unknown one"}. ` +
      "The process engine uses what is installed; the docker engine has the right one.",
  );
}

/** In App Runner's revised build, post-build works on a stage of which nothing reaches the run image. */
async function runPostBuild(build: Build): Promise<void> {
  const { plan, folder } = build;
  if (!plan.isolatedRunImage) return runPhase(build, "post-build", plan.commands.postBuild);
  if (plan.commands.postBuild.length === 0) return;
  await cp(join(folder, "app"), join(folder, "post-build"), { recursive: true, verbatimSymlinks: true });
  await runPhase(build, "post-build", plan.commands.postBuild, "post-build");
  await rm(join(folder, "post-build"), { recursive: true, force: true });
}

async function runPhase(build: Build, phase: BuildPhase, commands: readonly string[], place = "app"): Promise<void> {
  const { plan, folder, machine, signal, onLine, recent } = build;
  const environment = { ...folderEnvironment(machine, folder, plan.language), ...plan.buildEnvironment };
  for (const command of commands) {
    onLine(`$ ${command}`);
    requireFolder(build, place, `Failed to execute '${phase.replace("-", "_")}' command. \`${command}\` cannot be run`);
    const code = await runCommand({ command, directory: join(folder, place), environment, onLine, signal });
    if (code === 0) continue;
    throw commandFailed({ phase, command }, code, recent.list());
  }
}

/** A command may have removed the folder that the next one, or the app, is to run in. */
function requireFolder({ folder, recent }: Build, place: string, consequence: string): void {
  if (existsSync(join(folder, place))) return;
  throw new BuildFailed(`${consequence}: its folder is gone, a command before it removed it.`, recent.list());
}

/** Here instances share the machine's ports: an app that insists on one cannot run. */
function portNotes({ run: { command, port, portVariables } }: BuildPlan): string[] {
  const variables = portVariables.map((name) => `$${name}`).join(" or ");
  const named = command !== undefined && new RegExp(`(^|\\D)${port}(\\D|$)`).test(command);
  return [
    `Note: the process engine gives each instance a port of its own: the application must listen on ${variables}, not on ${port}.` +
      (named ? ` The start command names ${port}: write $PORT instead.` : ""),
  ];
}
