import { createHash } from "node:crypto";
import type { CodeRepository } from "@aws-sdk/client-apprunner";
import type { BuildPlan, RunPlan } from "../../model/buildPlan";
import type { ServiceConfiguration } from "../../model/service";
import { sourceName } from "../../model/source";
import { EVENTS } from "../../observability/events";
import type { Run } from "../context";
import { builtImage } from "../names";
import { requireVersion } from "./resolve";
import { keepSecrets } from "./secrets";

/** Makes the image of a version: a build from its commit, or the image of its repository. Done once per version. */
export async function makeImage(run: Run, versionId: string): Promise<void> {
  const version = requireVersion(run, versionId);
  if (version.image) return;
  if (version.configuration.SourceConfiguration.CodeRepository) await buildCommit(run, versionId);
  else await resolveImage(run, versionId);
}

async function buildCommit(run: Run, versionId: string): Promise<void> {
  const { engine, sources, state } = run.context;
  const version = requireVersion(run, versionId);
  const repository = version.configuration.SourceConfiguration.CodeRepository!;
  const onLine = (line: string): void => run.note(line, "Build");
  const source = await sources.fetch(
    version.configuration.SourceConfiguration,
    version.sourceRevision!,
    onLine,
    run.signal,
  );
  try {
    await keepSecrets(run, version, source.plan.run.secrets);
    const reference = builtImage(run.service, version, fingerprint(repository, source.plan));
    run.note(EVENTS.sourcePulled());
    run.note(EVENTS.buildStarted());
    const image = await engine.buildImage({
      reference,
      plan: source.plan,
      sourceDirectory: source.directory,
      onLine,
      signal: run.signal,
    });
    state.versions.setImage(version.id, image.reference, image.digest, source.plan.run);
    run.note(EVENTS.buildSucceeded());
  } finally {
    await source.remove();
  }
}

async function resolveImage(run: Run, versionId: string): Promise<void> {
  const { engine, state } = run.context;
  const version = requireVersion(run, versionId);
  const identifier = version.configuration.SourceConfiguration.ImageRepository!.ImageIdentifier!;
  run.note(EVENTS.imagePullStarted());
  const image = await engine.resolveImage(identifier, run.signal);
  state.transaction(() => {
    state.versions.setImage(version.id, image.reference, image.digest, imageRunPlan(version.configuration));
    state.seenHeads.put(version.serviceArn, sourceName(version.configuration.SourceConfiguration), image.reference);
  });
  run.note(EVENTS.imagePulled(`${identifier} (${image.digest})`));
}

function imageRunPlan(configuration: ServiceConfiguration): RunPlan {
  const image = configuration.SourceConfiguration.ImageRepository?.ImageConfiguration;
  const port = Number(image?.Port ?? "8080");
  return {
    command: image?.StartCommand || undefined,
    port,
    portVariables: ["PORT"],
    environment: { PORT: String(port), ...image?.RuntimeEnvironmentVariables },
    secrets: image?.RuntimeEnvironmentSecrets ?? {},
  };
}

/** What the image depends on besides the commit. The way it is run is not part of it: that is applied when instances start. */
function fingerprint(repository: CodeRepository, plan: BuildPlan): string {
  const { runtime, runtimeVersion, baseImage, commands, buildEnvironment, isolatedRunImage } = plan;
  const place = [repository.RepositoryUrl, repository.SourceDirectory];
  const environment = Object.entries(buildEnvironment).sort();
  return createHash("sha256")
    .update(JSON.stringify([place, runtime, runtimeVersion, baseImage, commands, environment, isolatedRunImage]))
    .digest("hex")
    .slice(0, 8);
}
