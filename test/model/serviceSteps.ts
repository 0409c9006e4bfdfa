import type { OperationSummary, Service, ServiceSummary, SourceConfiguration } from "@aws-sdk/client-apprunner";
import fc from "fast-check";
import { anIndex, aTarget, type DrawnTarget, resolveTarget, revisionArn, someTags, type WithRegion } from "./drawing";
import type { Model, Region } from "./model";
import * as rules from "./serviceRules";
import type { Names, Step } from "./step";
import type { TagModel } from "./tagRules";

/** A wish as drawn: references are indexes into what was ever made. */
interface DrawnWish {
  source?: "good image" | "missing image" | "code";
  memory?: "2048" | "4096";
  isPublic?: boolean;
  scaling?: DrawnTarget;
  connection?: number;
  observability?: DrawnTarget;
  connector?: number;
}

const WISHES = {
  source: fc.constantFrom<NonNullable<DrawnWish["source"]>[]>("good image", "good image", "missing image", "code"),
  memory: fc.constantFrom<NonNullable<DrawnWish["memory"]>[]>("2048", "4096"),
  isPublic: fc.boolean(),
  scaling: aTarget,
  connection: anIndex,
  observability: aTarget,
  connector: anIndex,
};

/** Mostly one thing at a time: a wish for many is refused for one of them more often than not. */
const aWish: fc.Arbitrary<DrawnWish> = fc.oneof(
  { weight: 1, arbitrary: fc.record(WISHES, { requiredKeys: [] }) },
  ...Object.entries(WISHES).map(([name, value]) => ({ weight: 1, arbitrary: fc.record({ [name]: value }) })),
  { weight: 3, arbitrary: fc.record({ scaling: fc.record({ index: anIndex }) }) },
);

/** How each action on services is drawn. */
export const SERVICE_DRAWINGS = {
  createService: {
    name: fc.constantFrom("alpha", "bravo", "carol", "delta"),
    wish: fc.record({
      source: fc.constantFrom("good image", "good image", "good image", "good image", "missing image", "code"),
      rest: fc.oneof(
        { weight: 5, arbitrary: fc.record({ connection: anIndex }) },
        { weight: 3, arbitrary: fc.record({ connection: anIndex, isPublic: fc.constant(false) }) },
        { weight: 2, arbitrary: aWish },
      ),
    }),
    tags: someTags,
  },
  describeService: { service: anIndex },
  listServices: { size: fc.integer({ min: 1, max: 3 }) },
  updateService: { service: anIndex, wish: aWish },
  deleteService: { service: anIndex },
  pauseService: { service: anIndex },
  resumeService: { service: anIndex },
  startDeployment: { service: anIndex },
  listOperations: { service: anIndex, size: fc.integer({ min: 1, max: 3 }) },
} as const;

interface OnService extends WithRegion {
  service: number;
}

export const SERVICE_STEPS: Record<keyof typeof SERVICE_DRAWINGS, Step> = {
  createService: (
    {
      region,
      name,
      wish: drawn,
      tags,
    }: WithRegion & { name: string; wish: { source: "good image"; rest: DrawnWish }; tags: TagModel[] },
    model,
    names,
  ) => {
    const wish = { ...resolveWish({ ...drawn.rest, source: drawn.source }, names), source: drawn.source };
    return {
      operation: "CreateService",
      input: {
        ServiceName: name,
        ...requestOf(wish, names, region),
        Tags: tags.map(({ key, value }) => ({ Key: key, Value: value })),
      },
      expected: rules.createService(model, region, { name, tags, wish }),
      made: ({ Service }: { Service: Service }) => Service.ServiceArn,
      project: ({ Service }: { Service: Service }) => projectService(Service, names),
    };
  },
  describeService: ({ region, service }: OnService, model, names) =>
    onService("DescribeService", rules.describeService, region, service, model, names),
  deleteService: ({ region, service }: OnService, model, names) =>
    onService("DeleteService", rules.deleteService, region, service, model, names),
  pauseService: ({ region, service }: OnService, model, names) =>
    onService("PauseService", rules.pauseService, region, service, model, names),
  resumeService: ({ region, service }: OnService, model, names) =>
    onService("ResumeService", rules.resumeService, region, service, model, names),
  startDeployment: ({ region, service }: OnService, model, names) => ({
    ...onService("StartDeployment", rules.startDeployment, region, service, model, names),
    project: () => ({}),
  }),
  updateService: ({ region, service, wish: drawn }: OnService & { wish: DrawnWish }, model, names) => {
    const handle = names.pick("service", service);
    const wish = resolveWish(drawn, names);
    return {
      operation: "UpdateService",
      input: { ServiceArn: names.arn(handle, region), ...requestOf(wish, names, region) },
      expected: rules.updateService(model, region, handle, wish),
      project: ({ Service }: { Service: Service }) => projectService(Service, names),
    };
  },
  listServices: ({ region, size }: WithRegion & { size: number }, model, names) => ({
    operation: "ListServices",
    input: {},
    pages: { member: "ServiceSummaryList", size },
    expected: rules.listServices(model, region),
    project: (rows: ServiceSummary[]) =>
      rows.map(({ ServiceArn, ServiceName, Status }) => ({
        handle: names.handle(ServiceArn),
        name: ServiceName,
        status: Status,
      })),
  }),
  listOperations: ({ region, service, size }: OnService & { size: number }, model, names) => {
    const handle = names.pick("service", service);
    return {
      operation: "ListOperations",
      input: { ServiceArn: names.arn(handle, region) },
      pages: { member: "OperationSummaryList", size },
      expected: rules.listOperations(model, region, handle),
      project: (rows: OperationSummary[]) => rows.map(({ Type, Status }) => ({ type: Type, status: Status })),
    };
  },
};

function onService(
  operation: "DescribeService" | "DeleteService" | "PauseService" | "ResumeService" | "StartDeployment",
  rule: (model: Model, region: Region, handle: string) => ReturnType<typeof rules.describeService>,
  region: Region,
  index: number,
  model: Model,
  names: Names,
) {
  const handle = names.pick("service", index);
  return {
    operation,
    input: { ServiceArn: names.arn(handle, region) },
    expected: rule(model, region, handle),
    project: ({ Service }: { Service: Service }) => projectService(Service, names) as unknown,
  };
}

/** A connection goes with a code source only. */
function resolveWish(drawn: DrawnWish, names: Names): rules.Wish {
  const { scaling, connection, observability, connector, ...plain } = drawn;
  return {
    ...plain,
    ...(scaling && { scaling: resolveTarget(scaling, "scaling", names) }),
    ...(observability && { observability: resolveTarget(observability, "observability", names) }),
    ...(connection !== undefined && plain.source === "code" && { connection: names.pick("connection", connection) }),
    ...(connector !== undefined && { connector: names.pick("connector", connector) }),
  };
}

const IMAGES = { "good image": "hello:1", "missing image": "missing:1" };

function requestOf(wish: rules.Wish, names: Names, region: Region): Record<string, unknown> {
  const egress = wish.connector !== undefined && {
    EgressConfiguration: { EgressType: "VPC", VpcConnectorArn: names.arn(wish.connector, region) },
  };
  const ingress = wish.isPublic !== undefined && {
    IngressConfiguration: { IsPubliclyAccessible: wish.isPublic },
  };
  return {
    ...(wish.source && { SourceConfiguration: sourceOf(wish.source, wish.connection, names, region) }),
    ...(wish.memory && { InstanceConfiguration: { Memory: wish.memory } }),
    ...((egress || ingress) && { NetworkConfiguration: { ...egress, ...ingress } }),
    ...(wish.scaling && { AutoScalingConfigurationArn: revisionArn(wish.scaling, "scaling", names, region) }),
    ...(wish.observability && {
      ObservabilityConfiguration: {
        ObservabilityEnabled: true,
        ObservabilityConfigurationArn: revisionArn(wish.observability, "observability", names, region),
      },
    }),
  };
}

function sourceOf(
  source: NonNullable<rules.Wish["source"]>,
  connection: string | undefined,
  names: Names,
  region: Region,
): SourceConfiguration {
  if (source !== "code") {
    return { ImageRepository: { ImageIdentifier: IMAGES[source], ImageRepositoryType: "ECR" } };
  }
  return {
    CodeRepository: {
      RepositoryUrl: "https://github.com/me/app",
      SourceCodeVersion: { Type: "BRANCH", Value: "main" },
      CodeConfiguration: {
        ConfigurationSource: "API",
        CodeConfigurationValues: { Runtime: "NODEJS_22", BuildCommand: "true", StartCommand: "run" },
      },
    },
    ...(connection !== undefined && { AuthenticationConfiguration: { ConnectionArn: names.arn(connection, region) } }),
  };
}

function projectService(service: Service, names: Names): unknown {
  const image = service.SourceConfiguration?.ImageRepository?.ImageIdentifier;
  const isPublic = service.NetworkConfiguration?.IngressConfiguration?.IsPubliclyAccessible;
  if (isPublic !== (service.ServiceUrl !== undefined)) throw new Error("only a public service has a URL");
  return {
    handle: names.handle(service.ServiceArn),
    name: service.ServiceName,
    status: service.Status,
    source: image === undefined ? "code" : image === IMAGES["missing image"] ? "missing image" : "good image",
    memory: service.InstanceConfiguration?.Memory,
    isPublic,
    scaling: names.handle(service.AutoScalingConfigurationSummary?.AutoScalingConfigurationArn),
    connection: names.handle(service.SourceConfiguration?.AuthenticationConfiguration?.ConnectionArn),
    observability: names.handle(service.ObservabilityConfiguration?.ObservabilityConfigurationArn),
    connector: names.handle(service.NetworkConfiguration?.EgressConfiguration?.VpcConnectorArn),
  };
}
