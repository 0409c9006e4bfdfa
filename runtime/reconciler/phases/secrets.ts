import type { VersionRow } from "../../state/versions";
import type { Run } from "../context";

/** Reads the secrets that a version runs with, once, and keeps them for it. */
export async function keepSecrets(
  run: Run,
  version: VersionRow,
  references: Readonly<Record<string, string>>,
): Promise<void> {
  const count = await run.context.secrets.keep(version, run.service.region, references, run.signal);
  if (count === 0) return;
  run.note(count === 1 ? "Read 1 secret." : `Read ${count} secrets.`);
  // The API asks for the role where it sees the secrets; those of apprunner.yaml it does not see.
  if (!version.configuration.InstanceConfiguration.InstanceRoleArn) {
    run.note("Note: on AWS the service would need an instance role that may read its secrets.");
  }
}
