import { HOME_LABEL } from "../../api/local";
import type { BuildPlan } from "../model/buildPlan";
import type { EarlyCommands } from "./earlyCommands";
import { withExec } from "./startCommand";

/** Phases of App Runner's build that run a user's commands, by the names of apprunner.yaml. */
export type BuildPhase = "pre-build" | "build" | "post-build" | "pre-run";

/** One instruction of a Dockerfile and, where it runs something, what. */
export interface DockerfileStep {
  instruction: string;
  phase?: BuildPhase | "version";
  command?: string;
}

export interface DockerfileRequest {
  plan: BuildPlan;
  homeId: string;
  /** Environment of every command besides the plan's: certificates, registries. Not kept in the image. */
  environment: Readonly<Record<string, string>>;
  /** True when the context has CERTIFICATES_ENTRY. */
  certificates: boolean;
  /** The leading commands that need only some files of the source, so that other changes do not run them again. */
  early: EarlyCommands;
}

/** Where a build context has the source, and the authorities of the host. */
export const SOURCE_ENTRY = "app";
export const CERTIFICATES_ENTRY = "certificates.pem";

/** Where commands find the host's authorities; gone from the finished image. */
export const CERTIFICATES_PATH = "/run/apprunner-build/certificates.pem";

/** Where App Runner has the application in every stage of its build and at run time. Source: guide, "The revised App Runner build". */
export const APPLICATION_DIRECTORY = "/app";

/**
 * A build plan as instructions for the classic builder. Pure. Every command is a layer of its own and runs with the whole source
 * present, except `early` ones. Arguments are in JSON form: neither Docker nor a shell reads anything into values and commands.
 */
export function dockerfile(request: DockerfileRequest): DockerfileStep[] {
  const { plan } = request;
  const steps = [
    ...begin(request, " AS build"),
    ...certificates(request),
    versionCheck(request),
    ...buildCommands(request),
  ];
  const post = commands(request, "post-build", plan.commands.postBuild);
  const preRun = commands(request, "pre-run", plan.commands.preRun);
  if (plan.isolatedRunImage) {
    // The classic builder runs every stage, also those that the last one takes nothing from.
    if (post.length > 0) steps.push({ instruction: "FROM build AS post-build" }, ...post);
    steps.push(...begin(request, ""), copyFromBuild);
    if (preRun.length > 0) steps.push(...certificates(request), ...preRun, ...withoutCertificates(request));
  } else {
    steps.push(...post, ...preRun, ...withoutCertificates(request));
  }
  return [...steps, { instruction: `EXPOSE ${plan.run.port}` }, ...start(plan)];
}

function begin({ plan, homeId }: DockerfileRequest, stage: string): DockerfileStep[] {
  return [
    { instruction: `FROM ${plan.baseImage}${stage}` },
    // First, so that the layers of a failed build carry it too and are found again.
    { instruction: `LABEL "${HOME_LABEL}"="${homeId}"` },
    { instruction: `WORKDIR ${APPLICATION_DIRECTORY}` },
  ];
}

function certificates(request: DockerfileRequest): DockerfileStep[] {
  return request.certificates ? [{ instruction: `COPY ["${CERTIFICATES_ENTRY}","${CERTIFICATES_PATH}"]` }] : [];
}

function withoutCertificates(request: DockerfileRequest): DockerfileStep[] {
  return request.certificates ? [{ instruction: run(["rm", "-rf", CERTIFICATES_PATH.replace(/\/[^/]*$/, "")]) }] : [];
}

/** Prints the version and ends with 3 when it is another than the plan's. */
function versionCheck({ plan }: DockerfileRequest): DockerfileStep {
  const script = `v="$(${plan.versionCommand})" && echo "$v" && case "$v." in ${plan.runtimeVersion}.*) ;; *) exit 3 ;; esac`;
  return { instruction: run(["/bin/sh", "-c", script]), phase: "version", command: script };
}

function buildCommands(request: DockerfileRequest): DockerfileStep[] {
  const { plan, early } = request;
  const all = [
    ...commands(request, "pre-build", plan.commands.preBuild),
    ...commands(request, "build", plan.commands.build),
  ];
  const files = early.files.map((name) => copy(`${SOURCE_ENTRY}/${name}`, `${APPLICATION_DIRECTORY}/${name}`));
  return [...files, ...all.slice(0, early.count), copy(SOURCE_ENTRY, APPLICATION_DIRECTORY), ...all.slice(early.count)];
}

const copy = (from: string, to: string): DockerfileStep => ({ instruction: `COPY ${JSON.stringify([from, to])}` });

const copyFromBuild: DockerfileStep = {
  instruction: `COPY --from=build ${JSON.stringify([APPLICATION_DIRECTORY, APPLICATION_DIRECTORY])}`,
};

function commands(request: DockerfileRequest, phase: BuildPhase, list: readonly string[]): DockerfileStep[] {
  const environment = Object.entries({ ...request.environment, ...request.plan.buildEnvironment });
  const assignments = environment.map(([name, value]) => `${name}=${value}`);
  return list.map((command) => ({
    instruction: run(["env", ...assignments, "/bin/sh", "-c", command]),
    phase,
    command,
  }));
}

const run = (words: readonly string[]): string => `RUN ${JSON.stringify(words)}`;

function start({ run: { command } }: BuildPlan): DockerfileStep[] {
  return command === undefined ? [] : [{ instruction: `CMD ${JSON.stringify(["/bin/sh", "-c", withExec(command)])}` }];
}
