import type { ReconcilerContext } from "./context";

/**
 * Ends what no service owns any more: instances and images that a crash left behind. What a live service owns is left to its own
 * operation or upkeep. Run once, before anything else.
 */
export async function sweep(context: ReconcilerContext): Promise<void> {
  const { engine, state, limits } = context;
  const live = new Map(state.services.listAllLive().map((service) => [service.arn, service]));
  for (const instance of await engine.listInstances()) {
    const service = live.get(instance.serviceArn);
    if (!service) await engine.stopInstance(instance.id, limits.stopGraceSeconds);
    else if (instance.state === "running") context.follow(service, instance);
  }
  const used = new Set(state.versions.list().map(({ image }) => image));
  const busy = new Set(state.operations.listRunning().map(({ serviceArn }) => live.get(serviceArn)?.id));
  for (const reference of await engine.listImages()) {
    const ofBusyService = [...busy].some((id) => id !== undefined && reference.includes(id));
    if (!used.has(reference) && !ofBusyService) await engine.removeImage(reference);
  }
}
