import type { Readable } from "node:stream";
import { type BuildPhase, CERTIFICATES_PATH, type DockerfileStep, dockerfile } from "../dockerfile";
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

/** Longest build. Like the memory, it ends what would otherwise go on for ever. */
export const BUILD_TIMEOUT_MS = 30 * 60_000;

/** Builds with the daemon's classic builder. Throws BuildFailed, or the signal's reason when it aborts. */
export async function buildImage(
  daemon: Daemon,
  homeId: string,
  settings: HostSettings,
  request: BuildImageRequest,
): Promise<EngineImage> {
  const { plan, reference, signal } = request;
  const existing = await findBuiltImage(daemon, homeId, reference);
  if (existing) return existing;
  const recent = new RecentLines();
  const onLine = (line: string): void => {
    recent.add(line);
    request.onLine(line);
  };
  for (const note of [...plan.notes, ...withheldNotes(settings)]) onLine(note);
  const base = await ensureImage(daemon, plan.baseImage, signal);
  if (base !== true) {
    throw new BuildFailed(
      `The base image of ${plan.runtime} is missing. ${base} Prepare it (npm start does), or pull it.`,
      recent.list(),
    );
  }
  const environment = { ...settings.registries, ...(settings.certificates && certificateVariables(CERTIFICATES_PATH)) };
  const steps = dockerfile({
    plan,
    homeId,
    environment,
    certificates: settings.certificates !== undefined,
    early: earlyCommands(plan, readSource(request.sourceDirectory)),
  });
  const context = packContext({
    dockerfile: `${steps.map(({ instruction }) => instruction).join("\n")}\n`,
    certificates: settings.certificates,
    sourceDirectory: request.sourceDirectory,
  });
  const limit = AbortSignal.timeout(BUILD_TIMEOUT_MS);
  const result = await runBuild(
    daemon,
    settings,
    context,
    steps,
    reference,
    AbortSignal.any([signal, limit]),
    onLine,
  ).catch((error: unknown) => {
    signal.throwIfAborted();
    if (limit.aborted)
      throw new BuildFailed(`The build took longer than ${BUILD_TIMEOUT_MS / 60_000} minutes.`, recent.list());
    throw error;
  });
  if (result.error !== undefined) throw new BuildFailed(failureMessage(request, result), recent.list());
  const built = await findBuiltImage(daemon, homeId, reference);
  if (!built)
    throw new BuildFailed(`The builder reported success, but image ${reference} is not there.`, recent.list());
  return built;
}

async function runBuild(
  daemon: Daemon,
  settings: HostSettings,
  context: Readable,
  steps: readonly DockerfileStep[],
  reference: string,
  signal: AbortSignal,
  onLine: (line: string) => void,
): Promise<BuildResult> {
  const output = await ask(daemon, (docker) =>
    docker.buildImage(context, {
      t: reference,
      rm: true,
      forcerm: true,
      memory: BUILD_MEMORY_BYTES,
      memswap: BUILD_MEMORY_BYTES,
      buildargs: settings.proxies,
      abortSignal: signal,
    }),
  );
  return followBuild(output, steps, onLine);
}

/** App Runner's own sentence, then what it leaves out. */
function failureMessage({ plan }: BuildImageRequest, { step, error, exitCode, lastLine }: BuildResult): string {
  if (step?.phase === "version") {
    const found = exitCode === 3 ? `has version ${lastLine}` : "has no working interpreter";
    return (
      `The specified runtime version is not supported: base image ${plan.baseImage} ${found}, ${plan.runtime} needs ${plan.runtimeVersion}. ` +
      "Change run.runtime-version, or set a base image that has it."
    );
  }
  if (step?.phase && exitCode !== undefined) {
    const killed =
      exitCode === 137
        ? ` (it was killed, perhaps for using more than ${BUILD_MEMORY_BYTES / 1024 ** 3} GiB of memory)`
        : "";
    return `Failed to execute '${spelled(step.phase)}' command. \`${step.command}\` ended with exit code ${exitCode}${killed}.`;
  }
  return `Failed to build the image: ${refusalText(new Error(error))}`;
}

const spelled = (phase: BuildPhase): string => phase.replace("-", "_");

function withheldNotes({ withheld }: HostSettings): string[] {
  return withheld.map(
    (name) => `Note: ${name} holds a password and is not passed to the build: an image's history would show it.`,
  );
}
