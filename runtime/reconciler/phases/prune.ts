import type { Run } from "../context";
import { imagePrefix } from "../names";

/** Versions of a service whose images stay: the one that serves and the one before it, for a quick way back. */
const KEPT_VERSIONS = 2;

/** Forgets old versions of a service and removes images that no kept version runs from. */
export async function pruneVersions(run: Run): Promise<void> {
  const { state } = run.context;
  const { activeVersion } = state.services.find(run.service.arn) ?? run.service;
  const versions = state.versions.listOfService(run.service.arn);
  const others = versions.filter(({ id }) => id !== activeVersion);
  const kept = versions.filter(({ id }) => id === activeVersion).concat(others.slice(0, KEPT_VERSIONS - 1));
  for (const { id } of others.slice(KEPT_VERSIONS - 1)) state.versions.remove(id);
  await removeImagesBut(run, new Set(kept.map(({ image }) => image)));
}

/** Removes all images built for the service, except those given. */
export async function removeImagesBut(run: Run, kept: ReadonlySet<string | undefined>): Promise<void> {
  const { engine } = run.context;
  const built = (await engine.listImages()).filter((reference) => reference.startsWith(imagePrefix(run.service)));
  await Promise.all(
    built.filter((reference) => !kept.has(reference)).map((reference) => engine.removeImage(reference)),
  );
}
