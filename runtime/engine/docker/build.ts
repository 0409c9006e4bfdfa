import { commandFailed, withinBuildTime } from "../buildFailures";
import { CERTIFICATES_PATH, type DockerfileStep, dockerfile } from "../dockerfile";
import { earlyCommands } from "../earlyCommands";
import type { BuildImageRequest, EngineImage } from "../engine";
import { BuildFailed } from "../failures";
import { certificateVariables, type HostSettings } from "../hostSettings";
import { RecentLines } from "../lines";
import { readSource } from "../sourceText";
import { type BuildResult, followBuild } from "./buildOutput";
import { packContext } from "./context";
import { ask, type Daemon, refusalText } from "./daemon";
import { ensureImage, findBuiltImage } from "./images";

/** Memory of each build command, without swap: what App Runner's own builds have (CodeBuild's small machine), far from a laptop's all. */
export const BUILD_MEMORY_BYTES = 3 * 1024 ** 3;

/** Builds with the daemon's classic builder. Throws BuildFailed, or the signal's reason when it aborts. */
export async function buildImage(
  daemon: Daemon,
  homeId: string,
  settings: HostSettings,
  request: BuildImageRequest,
): Promise<EngineImage> {
  const existing = await findBuiltImage(daemon, homeId, request.reference);
  if (existing) return existing;
  const recent = new RecentLines();
  const onLine = (line: string): void => {
    recent.add(line);
    request.onLine(line);
  };
  for (const note of [...request.plan.notes, ...withheldNotes(settings)]) onLine(note);
  await requireBaseImage(daemon, request, recent);
  const steps = buildSteps(homeId, settings, request);
  const result = await withinBuildTime(
    request.signal,
    () => recent.list(),
    (signal) => runBuild(daemon, settings, steps, { ...request, onLine, signal }),
  );
  if (result.error !== undefined) throw failureOf(request, result, recent);
  const built = await findBuiltImage(daemon, homeId, request.reference);
  if (built) return built;
  throw new BuildFailed(`The builder reported success, but image ${request.reference} is not there.`, recent.list());
}

async function requireBaseImage(
  daemon: Daemon,
  { plan, signal }: BuildImageRequest,
  recent: RecentLines,
): Promise<void> {
  const found = await ensureImage(daemon, plan.baseImage, signal);
  if (found === true) return;
  throw new BuildFailed(
    `The base image of ${plan.runtime} is missing. ${found} Prepare it (npm start does), or pull it.`,
    recent.list(),
  );
}

/** The whole Dockerfile of a build, an instruction a step. */
export function buildSteps(
  homeId: string,
  settings: HostSettings,
  { plan, sourceDirectory }: BuildImageRequest,
): DockerfileStep[] {
  return dockerfile({
    plan,
    homeId,
    environment: { ...settings.registries, ...(settings.certificates && certificateVariables(CERTIFICATES_PATH)) },
    certificates: settings.certificates !== undefined,
    early: earlyCommands(plan, readSource(sourceDirectory)),
  });
}

function runBuild(
  daemon: Daemon,
  { certificates, proxies }: HostSettings,
  steps: readonly DockerfileStep[],
  { reference, sourceDirectory, onLine, signal }: BuildImageRequest,
): Promise<BuildResult> {
  const text = `${steps.map(({ instruction }) => instruction).join("\n")}\n`;
  return ask(daemon, async (docker) => {
    const output = await docker.buildImage(packContext({ dockerfile: text, certificates, sourceDirectory }), {
      t: reference,
      rm: true,
      forcerm: true,
      memory: BUILD_MEMORY_BYTES,
      memswap: BUILD_MEMORY_BYTES,
      buildargs: proxies, // Of these names alone, the builder keeps the values out of the image's history.
      abortSignal: signal,
    });
    return followBuild(output, steps, onLine);
  });
}

function failureOf({ plan }: BuildImageRequest, result: BuildResult, recent: RecentLines): BuildFailed {
  const { step, error, exitCode, lastLine } = result;
  if (step?.phase === "version") {
    const found = exitCode === 3 ? `has version ${lastLine}` : "has no working interpreter";
    return new BuildFailed(
      `The specified runtime version is not supported: base image ${plan.baseImage} ${found}, ${plan.runtime} needs ${plan.runtimeVersion}. ` +
        "Change run.runtime-version, or set a base image that has it.",
      recent.list(),
    );
  }
  if (step?.phase && step.command !== undefined && exitCode !== undefined) {
    const { phase, command } = step;
    const memory = `${BUILD_MEMORY_BYTES / 1024 ** 3} GiB of memory`;
    const killed = exitCode === 137 ? ` (it was killed, perhaps for using more than ${memory})` : "";
    return commandFailed({ phase, command }, exitCode, recent.list(), killed);
  }
  return new BuildFailed(`Failed to build the image: ${refusalText(new Error(error))}`, recent.list());
}

function withheldNotes({ withheld }: HostSettings): string[] {
  return withheld.map(
    (name) => `Note: ${name} holds a password and is not passed to the build: an image's history would show it.`,
  );
}
