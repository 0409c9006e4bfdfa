import type { ServiceConfiguration } from "../../model/service";
import { sourceName } from "../../model/source";
import type { VersionRow } from "../../state/versions";
import type { Run } from "../context";
import { keepSecrets } from "./secrets";

/**
 * Finds what exactly is to be deployed: the branch's commit (or `chosen`, a commit that need not be on it), or the image's digest. The
 * found revision stays for the whole operation.
 */
export async function resolveSource(run: Run, versionId: string, chosen?: string): Promise<void> {
  const { state, sources } = run.context;
  const version = requireVersion(run, versionId);
  if (version.sourceRevision) return;
  const { CodeRepository, ImageRepository } = version.configuration.SourceConfiguration;
  // Those that apprunner.yaml names are known only once the source is here.
  await keepSecrets(run, version, givenSecrets(version.configuration));
  if (chosen !== undefined) {
    state.versions.setSource(version.id, chosen);
    run.note(`Commit ${chosen.slice(0, 12)} of ${CodeRepository?.RepositoryUrl} is deployed as it was asked for.`);
  } else if (CodeRepository) {
    const branch = CodeRepository.SourceCodeVersion?.Value;
    const commit = await sources.resolveCommit(version.configuration.SourceConfiguration, run.signal);
    state.transaction(() => {
      state.versions.setSource(version.id, commit);
      state.seenHeads.put(version.serviceArn, sourceName(version.configuration.SourceConfiguration), commit);
    });
    run.note(`Branch ${branch} of ${CodeRepository.RepositoryUrl} is at commit ${commit.slice(0, 12)}.`);
  } else {
    state.versions.setSource(version.id, ImageRepository?.ImageIdentifier ?? "");
  }
}

export function requireVersion(run: Run, versionId: string): VersionRow {
  const version = run.context.state.versions.find(versionId);
  if (!version) throw new Error(`version ${versionId} of ${run.service.arn} is not in the state`);
  return version;
}

function givenSecrets({ SourceConfiguration: { CodeRepository, ImageRepository } }: ServiceConfiguration) {
  return (
    CodeRepository?.CodeConfiguration?.CodeConfigurationValues?.RuntimeEnvironmentSecrets ??
    ImageRepository?.ImageConfiguration?.RuntimeEnvironmentSecrets ??
    {}
  );
}
