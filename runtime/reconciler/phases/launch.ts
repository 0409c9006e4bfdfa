import type { EngineInstance, InstanceSpec } from "../../engine/engine";
import type { ServiceRow } from "../../state/services";
import type { VersionRow } from "../../state/versions";
import type { ReconcilerContext } from "../context";
import { instanceId } from "../names";

/** The size a version is run at: MinSize of the service's auto scaling configuration. */
export function desiredSize(context: ReconcilerContext, service: ServiceRow): number {
  const scaling = context.state.autoScalingConfigurations.find(service.configuration.AutoScalingConfigurationArn);
  return scaling?.minSize ?? 1;
}

/** Starts the instances of a version that are not there yet and answers all of them. */
export async function launchInstances(
  context: ReconcilerContext,
  service: ServiceRow,
  version: VersionRow,
): Promise<EngineInstance[]> {
  const secrets = context.secrets.valuesOf(version);
  const specs = instanceSpecs(service, version, desiredSize(context, service)).map((spec) => ({
    ...spec,
    environment: { ...spec.environment, ...secrets },
  }));
  const instances = await Promise.all(specs.map((spec) => context.engine.startInstance(spec)));
  for (const instance of instances) context.follow(service, instance);
  return instances;
}

/** What should run for a version, but for its secrets. Pure. */
export function instanceSpecs(service: ServiceRow, version: VersionRow, size: number): InstanceSpec[] {
  const { runPlan, image, configuration } = version;
  if (!runPlan || !image) throw new Error(`version ${version.id} of ${service.arn} has no image yet`);
  return Array.from({ length: size }, (_, ordinal) => ({
    id: instanceId(service, version.id, ordinal),
    serviceArn: service.arn,
    versionId: version.id,
    image,
    command: runPlan.command,
    port: runPlan.port,
    portVariables: runPlan.portVariables,
    environment: runPlan.environment,
    cpu: Number(configuration.InstanceConfiguration.Cpu ?? "1024"),
    memory: Number(configuration.InstanceConfiguration.Memory ?? "2048"),
  }));
}
