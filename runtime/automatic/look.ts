import { sourceName } from "../model/source";
import type { ServiceRow } from "../state/services";
import type { AutomaticContext } from "./context";
import { decide } from "./decide";
import { watchOf } from "./watch";

/** Services that run now and are deployed automatically from what a key stands for. */
export function servicesOf({ state }: AutomaticContext, key: string): ServiceRow[] {
  return state.services
    .listAllLive()
    .filter((service) => service.status === "RUNNING" && watchOf(service)?.key === key);
}

/** Looks where a service's source is and starts a deployment when it has moved. `headOf` may answer for several services at once. */
export async function lookAt(
  context: AutomaticContext,
  service: ServiceRow,
  headOf: (service: ServiceRow) => Promise<string | undefined>,
  signal: AbortSignal,
): Promise<void> {
  const head = await headOf(service);
  const passed = head !== undefined && (await isOutside(context, service, head, signal));
  // Everything may be different after the waiting; from here on nothing waits.
  const { state } = context;
  const now = state.services.find(service.arn);
  if (!now || watchOf(now)?.key !== watchOf(service)?.key || nameOf(now) !== nameOf(service)) return;
  const decision = decide({ status: now.status, head, ...factsOf(context, now) });
  if (decision === "nothing") return;
  if (decision === "deploy" && !passed) {
    context.event(now, describe(now, head!));
    context.startDeployment(now);
  }
  state.seenHeads.put(now.arn, nameOf(now), head!);
}

/** True when a commit changes nothing in the service's source directory. Source: guide, "Deployment methods". */
async function isOutside(
  context: AutomaticContext,
  service: ServiceRow,
  head: string,
  signal: AbortSignal,
): Promise<boolean> {
  const source = service.configuration.SourceConfiguration;
  const { seen, deployed } = factsOf(context, service);
  const isRoot = /^[/.]*$/.test(source.CodeRepository?.SourceDirectory ?? "/");
  if (isRoot || seen === undefined || decide({ status: "RUNNING", head, seen, deployed }) !== "deploy") return false;
  const idOf = (commit: string) => context.repositories.directoryId(source, commit, signal);
  const before = await idOf(seen).catch(unlessAborted(signal));
  return before !== undefined && before === (await idOf(head));
}

/** A commit that was replaced may be gone from the repository. */
function unlessAborted(signal: AbortSignal): () => undefined {
  return () => {
    signal.throwIfAborted();
    return undefined;
  };
}

function factsOf({ state }: AutomaticContext, service: ServiceRow) {
  const version = state.versions.find(service.activeVersion ?? "");
  const isOfSource = version && sourceName(version.configuration.SourceConfiguration) === nameOf(service);
  const isCode = version?.configuration.SourceConfiguration.CodeRepository !== undefined;
  return {
    seen: state.seenHeads.find(service.arn, nameOf(service)),
    deployed: isOfSource ? (isCode ? version.sourceRevision : version.image) : undefined,
  };
}

function nameOf({ configuration }: ServiceRow): string {
  return sourceName(configuration.SourceConfiguration);
}

function describe({ configuration }: ServiceRow, head: string): string {
  const { CodeRepository, ImageRepository } = configuration.SourceConfiguration;
  return CodeRepository
    ? `A new commit ${head.slice(0, 12)} was found on branch ${CodeRepository.SourceCodeVersion?.Value}. It is deployed automatically.`
    : `A new image was found under ${ImageRepository?.ImageIdentifier}. It is deployed automatically.`;
}
