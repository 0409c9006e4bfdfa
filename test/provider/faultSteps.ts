import type { Created, Properties } from "../../provider/core/resource";
import type { ResourceName } from "../../provider/resources";
import { AN_IMAGE, aService, type ProviderWorld } from "./world";

/** One write of one lifecycle, to be done while something goes wrong with it. */
export interface Step {
  title: string;
  kind: ResourceName;
  /** The write that the step is about. */
  operation: string;
  /** A second one does nothing more: it may be handled twice. */
  repeatable?: boolean;
  /** Makes what the step needs; `name` is no other case's. */
  arrange(world: ProviderWorld, name: string): Promise<Arranged>;
}

export interface Arranged {
  /** Does it; what the provider then keeps in the state, nothing after a deletion. */
  act(): Promise<Created | undefined>;
  /** Removes what the step needed, after what it made is gone. */
  clean?(): Promise<void>;
}

const image = (port: string): Properties => ({
  sourceConfiguration: { imageRepository: { ...AN_IMAGE, imageConfiguration: { port } } },
});
const PRIVATE = { networkConfiguration: { ingressConfiguration: { isPubliclyAccessible: false } } };

const scaling = (name: string, maxSize = 2): Properties => ({
  autoScalingConfigurationName: name,
  maxSize,
  tags: { a: "1" },
});
const traces = (name: string, rest: Properties = {}): Properties => ({ observabilityConfigurationName: name, ...rest });
const connection = (connectionName: string): Properties => ({
  connectionName,
  providerType: "GITHUB",
  tags: { a: "1" },
});
const connector = (name: string): Properties => ({
  vpcConnectorName: name,
  subnets: [`subnet-${name}`],
  tags: { a: "1" },
});

/** A step that creates a thing of which nothing else is needed. */
const creation = (kind: ResourceName, operation: string, inputs: (name: string) => Properties, how = ""): Step => ({
  title: `${kind} create ${how}`.trim(),
  kind,
  operation,
  arrange: async (world, name) => ({ act: () => world.resource(kind).create(inputs(name), world.call()) }),
});

/** A step that changes a thing of which nothing else is needed, from one state to another. */
const change = (
  title: string,
  kind: ResourceName,
  operation: string,
  from: (name: string) => Properties,
  to: (name: string) => Properties,
  repeatable = false,
): Step => ({
  title: `${kind} ${title}`,
  kind,
  operation,
  repeatable,
  arrange: async (world, name) => {
    const { id, outputs } = await world.resource(kind).create(from(name), world.call());
    return {
      act: async () => ({ id, outputs: await world.resource(kind).update(id, outputs, to(name), world.call()) }),
    };
  },
});

const deletion = (
  kind: ResourceName,
  operation: string,
  inputs: (name: string) => Properties,
  repeatable = true,
): Step => ({
  title: `${kind} delete`,
  kind,
  operation,
  repeatable,
  arrange: async (world, name) => {
    const { id, outputs } = await world.resource(kind).create(inputs(name), world.call());
    return {
      act: async () => {
        await world.resource(kind).delete(id, outputs, world.call());
        if (await world.resource(kind).read(id, outputs, world.call())) throw new Error(`${id} is still there`);
        return undefined;
      },
    };
  },
});

/** A step on something that belongs to a service. */
const onService = (
  step: Omit<Step, "arrange">,
  service: Properties,
  work: (world: ProviderWorld, serviceArn: string, name: string) => Promise<Arranged["act"]>,
): Step => ({
  ...step,
  arrange: async (world, serviceName) => {
    const { id, outputs } = await world.resource("service").create(aService({ ...service, serviceName }), world.call());
    const act = await work(world, id, serviceName);
    return { act, clean: () => world.resource("service").delete(id, outputs, world.call()) };
  },
});

const ingress = (serviceArn: string, name: string, endpoint = "vpce-1"): Properties => ({
  vpcIngressConnectionName: name,
  serviceArn,
  ingressVpcConfiguration: { vpcId: "vpc-1", vpcEndpointId: endpoint },
});
const domain = (serviceArn: string, name: string): Properties => ({ domainName: `${name}.example.com`, serviceArn });

const service = (name: string, rest: Properties = {}): Properties => aService({ serviceName: name, ...rest });

/** In the words of a program, which are not the API's; among them what is the provider's own and no App Runner has heard of. */
const everyPart = (name: string): Properties => ({
  serviceName: name,
  sourceConfiguration: {
    autoDeploymentsEnabled: false,
    imageRepository: {
      ...AN_IMAGE,
      imageConfiguration: { port: "81", runtimeEnvironmentVariables: { B: "2", A: "1" }, startCommand: "serve" },
    },
  },
  instanceConfiguration: { cpu: "0.5 vCPU", memory: "1 GB" },
  healthCheckConfiguration: { protocol: "HTTP", path: "/health", interval: 7 },
  networkConfiguration: { ipAddressType: "DUAL_STACK" },
  desiredState: "running",
  deployOn: { commit: "a" },
  ignoreImage: true,
  deleteWithDomains: true,
  tags: { b: "2", a: "1" },
});

/** Every write of every kind. */
export const STEPS: readonly Step[] = [
  creation("service", "CreateService", (name) => service(name, { tags: { a: "1" } })),
  creation("service", "CreateService", everyPart, "with every part"),
  change("update", "service", "UpdateService", service, (name) => service(name, image("81"))),
  change("pause", "service", "PauseService", service, (name) => service(name, { desiredState: "paused" })),
  change(
    "resume",
    "service",
    "ResumeService",
    (name) => service(name, { desiredState: "paused" }),
    (name) => service(name, { desiredState: "running" }),
  ),
  change("deploy", "service", "StartDeployment", service, (name) => service(name, { deployOn: { commit: "b" } })),
  change("tag", "service", "TagResource", service, (name) => service(name, { tags: { a: "1" } }), true),
  change("untag", "service", "UntagResource", (name) => service(name, { tags: { a: "1" } }), service, true),
  deletion("service", "DeleteService", service, false),
  creation("autoScalingConfiguration", "CreateAutoScalingConfiguration", scaling),
  change("change", "autoScalingConfiguration", "CreateAutoScalingConfiguration", scaling, (name) => scaling(name, 3)),
  change(
    "end of the old revision",
    "autoScalingConfiguration",
    "DeleteAutoScalingConfiguration",
    scaling,
    (name) => scaling(name, 3),
    true,
  ),
  deletion("autoScalingConfiguration", "DeleteAutoScalingConfiguration", scaling),
  creation("observabilityConfiguration", "CreateObservabilityConfiguration", traces),
  change("change", "observabilityConfiguration", "CreateObservabilityConfiguration", traces, (name) =>
    traces(name, { traceConfiguration: { vendor: "AWSXRAY" } }),
  ),
  deletion("observabilityConfiguration", "DeleteObservabilityConfiguration", traces),
  creation("connection", "CreateConnection", connection),
  deletion("connection", "DeleteConnection", connection),
  creation("vpcConnector", "CreateVpcConnector", connector),
  deletion("vpcConnector", "DeleteVpcConnector", connector),
  onService(
    { title: "vpcIngressConnection create", kind: "vpcIngressConnection", operation: "CreateVpcIngressConnection" },
    PRIVATE,
    async (world, arn, name) => () => world.resource("vpcIngressConnection").create(ingress(arn, name), world.call()),
  ),
  onService(
    { title: "vpcIngressConnection update", kind: "vpcIngressConnection", operation: "UpdateVpcIngressConnection" },
    PRIVATE,
    async (world, arn, name) => {
      const resource = world.resource("vpcIngressConnection");
      const { id, outputs } = await resource.create(ingress(arn, name), world.call());
      const wanted = ingress(arn, name, "vpce-2");
      return async () => ({ id, outputs: await resource.update(id, outputs, wanted, world.call()) });
    },
  ),
  onService(
    { title: "vpcIngressConnection delete", kind: "vpcIngressConnection", operation: "DeleteVpcIngressConnection" },
    PRIVATE,
    async (world, arn, name) => {
      const resource = world.resource("vpcIngressConnection");
      const { id, outputs } = await resource.create(ingress(arn, name), world.call());
      return async () => {
        await resource.delete(id, outputs, world.call());
        return undefined;
      };
    },
  ),
  onService(
    { title: "customDomainAssociation create", kind: "customDomainAssociation", operation: "AssociateCustomDomain" },
    {},
    async (world, arn, name) => () => world.resource("customDomainAssociation").create(domain(arn, name), world.call()),
  ),
  onService(
    { title: "customDomainAssociation delete", kind: "customDomainAssociation", operation: "DisassociateCustomDomain" },
    {},
    async (world, arn, name) => {
      const resource = world.resource("customDomainAssociation");
      const { id, outputs } = await resource.create(domain(arn, name), world.call());
      return async () => {
        await resource.delete(id, outputs, world.call());
        return undefined;
      };
    },
  ),
  onService(
    { title: "deployment create", kind: "deployment", operation: "StartDeployment" },
    {},
    async (world, serviceArn) => () => world.resource("deployment").create({ serviceArn }, world.call()),
  ),
  {
    title: "defaultAutoScalingConfiguration create",
    kind: "defaultAutoScalingConfiguration",
    operation: "UpdateDefaultAutoScalingConfiguration",
    repeatable: true,
    arrange: async (world, name) => {
      const before = await theDefault(world);
      const { id, outputs } = await world.resource("autoScalingConfiguration").create(scaling(name), world.call());
      const { autoScalingConfigurationArn } = outputs;
      const inputs = { autoScalingConfigurationArn };
      return {
        act: () => world.resource("defaultAutoScalingConfiguration").create(inputs, world.call()),
        clean: async () => {
          await world.client.call("UpdateDefaultAutoScalingConfiguration", { AutoScalingConfigurationArn: before });
          await world.resource("autoScalingConfiguration").delete(id, outputs, world.call());
        },
      };
    },
  },
];

async function theDefault(world: ProviderWorld): Promise<string> {
  const answer = await world.client.call("ListAutoScalingConfigurations", { LatestOnly: false });
  return answer.AutoScalingConfigurationSummaryList!.find(({ IsDefault }) => IsDefault)!.AutoScalingConfigurationArn!;
}
