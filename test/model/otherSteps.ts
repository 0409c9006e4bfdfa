import type {
  Connection,
  CustomDomain,
  Tag,
  VpcConnector,
  VpcIngressConnection,
  VpcIngressConnectionSummary,
} from "@aws-sdk/client-apprunner";
import fc from "fast-check";
import { anIndex, someTags, type WithRegion } from "./drawing";
import * as rules from "./otherRules";
import type { Names, Step } from "./step";
import * as tagRules from "./tagRules";

const aName = fc.constantFrom("door", "gate", "hatch");
const aSize = fc.integer({ min: 1, max: 3 });
const aDomain = fc.constantFrom("example.com", "www.example.com", "*.example.com", "app.example.org");
/** Kinds of resources, in the words of the handles. */
const aKind = fc.constantFrom("service", "scaling", "observability", "connection", "connector", "ingress");

/** How each action on the other kinds is drawn. */
export const OTHER_DRAWINGS = {
  createConnection: { name: aName, tags: someTags },
  listConnections: { size: aSize },
  deleteConnection: { connection: anIndex },
  associateDomain: { service: anIndex, domain: aDomain, www: fc.option(fc.boolean(), { nil: undefined }) },
  disassociateDomain: { service: anIndex, domain: aDomain },
  describeDomains: { service: anIndex, size: aSize },
  tagResource: { kind: aKind, index: anIndex, tags: someTags },
  untagResource: { kind: aKind, index: anIndex, keys: fc.subarray(["a", "b", "c"], { minLength: 1 }) },
  listTags: { kind: aKind, index: anIndex },
  createConnector: { name: aName, subnet: fc.constantFrom("subnet-1", "subnet-2", "subnet-3") },
  describeConnector: { connector: anIndex },
  listConnectors: { size: aSize },
  deleteConnector: { connector: anIndex },
  createIngress: { name: aName, service: anIndex, endpoint: fc.constantFrom("vpce-1", "vpce-2") },
  describeIngress: { ingress: anIndex },
  listIngresses: { endpoint: fc.option(fc.constantFrom("vpce-1", "vpce-2"), { nil: undefined }), size: aSize },
  updateIngress: { ingress: anIndex, endpoint: fc.constantFrom("vpce-1", "vpce-2") },
  deleteIngress: { ingress: anIndex },
} as const;

type Drawn<Parameters> = WithRegion & Parameters;

export const OTHER_STEPS: Record<keyof typeof OTHER_DRAWINGS, Step> = {
  createConnection: ({ region, name, tags }: Drawn<{ name: string; tags: tagRules.TagModel[] }>, model, names) => ({
    operation: "CreateConnection",
    input: { ConnectionName: name, ProviderType: "GITHUB", Tags: tags.map(toTag) },
    expected: rules.createConnection(model, region, name, tags),
    made: ({ Connection: made }: { Connection: Connection }) => made.ConnectionArn,
    project: ({ Connection: made }: { Connection: Connection }) => projectConnection(made, names),
  }),
  listConnections: ({ region, size }: Drawn<{ size: number }>, model, names) => ({
    operation: "ListConnections",
    input: {},
    pages: { member: "ConnectionSummaryList", size },
    expected: rules.listConnections(model, region),
    project: (rows: Connection[]) => rows.map((each) => projectConnection(each, names)),
  }),
  deleteConnection: ({ region, connection }: Drawn<{ connection: number }>, model, names) => {
    const handle = names.pick("connection", connection);
    return {
      operation: "DeleteConnection",
      input: { ConnectionArn: names.arn(handle, region) },
      expected: rules.deleteConnection(model, region, handle),
      project: ({ Connection: gone }: { Connection: Connection }) => projectConnection(gone, names),
    };
  },
  associateDomain: (action: Drawn<{ service: number; domain: string; www?: boolean }>, model, names) => {
    const { region, service, domain } = action;
    const handle = names.pick("service", service);
    const isWildcard = domain.startsWith("*.");
    const www = isWildcard ? undefined : action.www;
    return {
      operation: "AssociateCustomDomain",
      input: {
        ServiceArn: names.arn(handle, region),
        DomainName: domain,
        ...(www !== undefined && { EnableWWWSubdomain: www }),
      },
      expected: rules.associateDomain(model, region, handle, domain, www ?? !isWildcard),
      project: ({ CustomDomain: made }: { CustomDomain: CustomDomain }) => projectDomain(made),
    };
  },
  disassociateDomain: ({ region, service, domain }: Drawn<{ service: number; domain: string }>, model, names) => {
    const handle = names.pick("service", service);
    return {
      operation: "DisassociateCustomDomain",
      input: { ServiceArn: names.arn(handle, region), DomainName: domain },
      expected: rules.disassociateDomain(model, region, handle, domain),
      project: ({ CustomDomain: gone }: { CustomDomain: CustomDomain }) => projectDomain(gone),
    };
  },
  describeDomains: ({ region, service, size }: Drawn<{ service: number; size: number }>, model, names) => {
    const handle = names.pick("service", service);
    return {
      operation: "DescribeCustomDomains",
      input: { ServiceArn: names.arn(handle, region) },
      pages: { member: "CustomDomains", size },
      expected: rules.describeDomains(model, region, handle),
      project: (rows: CustomDomain[]) => rows.map(projectDomain),
    };
  },
  tagResource: (
    { region, kind, index, tags }: Drawn<{ kind: string; index: number; tags: tagRules.TagModel[] }>,
    model,
    names,
  ) => {
    const handle = names.pick(kind, index);
    return {
      operation: "TagResource",
      input: { ResourceArn: names.arn(handle, region), Tags: tags.map(toTag) },
      expected: tagRules.tagResource(model, region, handle, tags),
      project: () => ({}),
    };
  },
  untagResource: (
    { region, kind, index, keys }: Drawn<{ kind: string; index: number; keys: string[] }>,
    model,
    names,
  ) => {
    const handle = names.pick(kind, index);
    return {
      operation: "UntagResource",
      input: { ResourceArn: names.arn(handle, region), TagKeys: keys },
      expected: tagRules.untagResource(model, region, handle, keys),
      project: () => ({}),
    };
  },
  listTags: ({ region, kind, index }: Drawn<{ kind: string; index: number }>, model, names) => {
    const handle = names.pick(kind, index);
    return {
      operation: "ListTagsForResource",
      input: { ResourceArn: names.arn(handle, region) },
      expected: tagRules.listTags(model, region, handle),
      project: ({ Tags }: { Tags: Tag[] }) => Tags.map(({ Key, Value }) => [Key, Value]),
    };
  },
  createConnector: ({ region, name, subnet }: Drawn<{ name: string; subnet: string }>, model, names) => ({
    operation: "CreateVpcConnector",
    input: { VpcConnectorName: name, Subnets: [subnet] },
    expected: rules.createConnector(model, region, name, subnet),
    made: ({ VpcConnector: made }: { VpcConnector: VpcConnector }) => made.VpcConnectorArn,
    project: ({ VpcConnector: made }: { VpcConnector: VpcConnector }) => projectConnector(made, names),
  }),
  describeConnector: ({ region, connector }: Drawn<{ connector: number }>, model, names) => {
    const handle = names.pick("connector", connector);
    return {
      operation: "DescribeVpcConnector",
      input: { VpcConnectorArn: names.arn(handle, region) },
      expected: rules.describeConnector(model, region, handle),
      project: ({ VpcConnector: shown }: { VpcConnector: VpcConnector }) => projectConnector(shown, names),
    };
  },
  listConnectors: ({ region, size }: Drawn<{ size: number }>, model, names) => ({
    operation: "ListVpcConnectors",
    input: {},
    pages: { member: "VpcConnectors", size },
    expected: rules.listConnectors(model, region),
    project: (rows: VpcConnector[]) => rows.map((each) => projectConnector(each, names)),
  }),
  deleteConnector: ({ region, connector }: Drawn<{ connector: number }>, model, names) => {
    const handle = names.pick("connector", connector);
    return {
      operation: "DeleteVpcConnector",
      input: { VpcConnectorArn: names.arn(handle, region) },
      expected: rules.deleteConnector(model, region, handle),
      project: ({ VpcConnector: gone }: { VpcConnector: VpcConnector }) => projectConnector(gone, names),
    };
  },
  createIngress: (
    { region, name, service, endpoint }: Drawn<{ name: string; service: number; endpoint: string }>,
    model,
    names,
  ) => {
    const handle = names.pick("service", service);
    return {
      operation: "CreateVpcIngressConnection",
      input: {
        ServiceArn: names.arn(handle, region),
        VpcIngressConnectionName: name,
        IngressVpcConfiguration: { VpcId: "vpc-1", VpcEndpointId: endpoint },
      },
      expected: rules.createIngress(model, region, { name, service: handle, endpoint }),
      made: ({ VpcIngressConnection: made }: { VpcIngressConnection: VpcIngressConnection }) =>
        made.VpcIngressConnectionArn,
      project: ({ VpcIngressConnection: made }: { VpcIngressConnection: VpcIngressConnection }) =>
        projectIngress(made, names),
    };
  },
  describeIngress: ({ region, ingress }: Drawn<{ ingress: number }>, model, names) => {
    const handle = names.pick("ingress", ingress);
    return {
      operation: "DescribeVpcIngressConnection",
      input: { VpcIngressConnectionArn: names.arn(handle, region) },
      expected: rules.describeIngress(model, region, handle),
      project: ({ VpcIngressConnection: shown }: { VpcIngressConnection: VpcIngressConnection }) =>
        projectIngress(shown, names),
    };
  },
  listIngresses: ({ region, endpoint, size }: Drawn<{ endpoint?: string; size: number }>, model, names) => ({
    operation: "ListVpcIngressConnections",
    input: endpoint === undefined ? {} : { Filter: { VpcEndpointId: endpoint } },
    pages: { member: "VpcIngressConnectionSummaryList", size },
    expected: rules.listIngresses(model, region, endpoint),
    project: (rows: VpcIngressConnectionSummary[]) =>
      rows.map(({ VpcIngressConnectionArn, ServiceArn }) => ({
        handle: names.handle(VpcIngressConnectionArn),
        service: names.handle(ServiceArn),
      })),
  }),
  updateIngress: ({ region, ingress, endpoint }: Drawn<{ ingress: number; endpoint: string }>, model, names) => {
    const handle = names.pick("ingress", ingress);
    return {
      operation: "UpdateVpcIngressConnection",
      input: {
        VpcIngressConnectionArn: names.arn(handle, region),
        IngressVpcConfiguration: { VpcId: "vpc-1", VpcEndpointId: endpoint },
      },
      expected: rules.updateIngress(model, region, handle, endpoint),
      project: ({ VpcIngressConnection: shown }: { VpcIngressConnection: VpcIngressConnection }) =>
        projectIngress(shown, names),
    };
  },
  deleteIngress: ({ region, ingress }: Drawn<{ ingress: number }>, model, names) => {
    const handle = names.pick("ingress", ingress);
    return {
      operation: "DeleteVpcIngressConnection",
      input: { VpcIngressConnectionArn: names.arn(handle, region) },
      expected: rules.deleteIngress(model, region, handle),
      project: ({ VpcIngressConnection: gone }: { VpcIngressConnection: VpcIngressConnection }) =>
        projectIngress(gone, names),
    };
  },
};

function toTag({ key, value }: tagRules.TagModel): Tag {
  return { Key: key, Value: value };
}

function projectConnection({ ConnectionArn, ConnectionName, Status }: Connection, names: Names): unknown {
  return { handle: names.handle(ConnectionArn), name: ConnectionName, status: Status };
}

function projectDomain({
  DomainName,
  EnableWWWSubdomain,
  Status,
  CertificateValidationRecords,
}: CustomDomain): unknown {
  if (CertificateValidationRecords?.length !== (EnableWWWSubdomain ? 3 : 2)) throw new Error("wrong number of records");
  return { domain: DomainName, www: EnableWWWSubdomain, status: Status };
}

function projectConnector({ VpcConnectorArn, VpcConnectorName, Subnets, Status }: VpcConnector, names: Names): unknown {
  return {
    handle: names.handle(VpcConnectorArn),
    name: VpcConnectorName,
    subnet: Subnets?.[0],
    isActive: Status === "ACTIVE",
  };
}

function projectIngress(shown: VpcIngressConnection, names: Names): unknown {
  return {
    handle: names.handle(shown.VpcIngressConnectionArn),
    name: shown.VpcIngressConnectionName,
    service: names.handle(shown.ServiceArn),
    endpoint: shown.IngressVpcConfiguration?.VpcEndpointId,
    status: shown.Status,
  };
}
