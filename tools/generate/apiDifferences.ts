import type { OperationName } from "../../api/shapes";

/** One way in which the local App Runner is not as AWS's is, and the contract test that shows it. */
export interface Difference {
  how: string;
  /** The title of an `it` in test/contract/<operation>.test.ts. */
  shownBy: string;
}

/** What an operation does differently; one that is not here does what AWS documents. */
export const DIFFERENCES: Partial<Record<OperationName, readonly Difference[]>> = {
  AssociateCustomDomain: [
    {
      how: "The domain is active as soon as the ingress answers for it: nobody has to prove on this machine that a domain is theirs.",
      shownBy: "answers the DNS records to be made, and wakes the reconciler",
    },
    {
      how: "A host name belongs to one service of the whole runtime, whatever the region.",
      shownBy: "refuses a host name that a service answers for already, in any letter case, region or form",
    },
  ],
  CreateConnection: [
    {
      how: "There is no console to do the handshake in: the connection stays PENDING_HANDSHAKE until it is confirmed on this machine.",
      shownBy: "makes a connection whose handshake is pending",
    },
  ],
  CreateObservabilityConfiguration: [
    {
      how: "The configuration is kept and described; no traces are collected.",
      shownBy: "makes revision 1 of a new name",
    },
  ],
  CreateService: [
    {
      how: "Images of any registry and `file://` repositories are accepted too, unless the runtime is started with `--strict`.",
      shownBy: "reads a repository of this machine without a connection",
    },
    {
      how: "Egress through a VPC, KMS keys, tracing and the instance role are kept and described, and change nothing in what runs.",
      shownBy: "names the revision of an observability configuration",
    },
  ],
  CreateVpcConnector: [
    {
      how: "There is no VPC: the ids are taken as they are, and security groups that are left out stay empty (AWS: the default group of the VPC).",
      shownBy: "leaves security groups empty, as there is no VPC to take one from",
    },
  ],
  CreateVpcIngressConnection: [
    {
      how: "There is no VPC endpoint: the connection is AVAILABLE at the next look, and its domain name leads nowhere.",
      shownBy: "answers a connection that is being created",
    },
  ],
  DeleteVpcIngressConnection: [
    {
      how: "The connection is DELETED at the next look.",
      shownBy: "answers that the connection is being deleted; its name is free again",
    },
  ],
  DescribeAutoScalingConfiguration: [
    {
      how: "Deleted revisions are shown for as long as the runtime's home is kept (AWS: for some time).",
      shownBy: "shows a deleted revision as inactive by its full ARN only",
    },
  ],
  DescribeCustomDomains: [
    {
      how: "The validation records have the form of the real ones and need not be made.",
      shownBy: "shows the same records as when the domain was associated, proved once it is active",
    },
  ],
  DescribeObservabilityConfiguration: [
    {
      how: "Deleted revisions are shown for as long as the runtime's home is kept (AWS: for some time).",
      shownBy: "shows a deleted revision as inactive by its full ARN only",
    },
  ],
  DescribeService: [
    {
      how: "Deleted services are shown for as long as the runtime's home is kept (AWS: for some time).",
      shownBy: "goes on showing a deleted service",
    },
    {
      how: "The URL of a service is `<label>.<region>.awsapprunner.localhost:<port of the HTTP ingress>`.",
      shownBy: "describes a service as it was made",
    },
  ],
  DescribeVpcConnector: [
    {
      how: "Deleted connectors are shown for as long as the runtime's home is kept (AWS: for some time).",
      shownBy: "goes on showing a deleted connector",
    },
  ],
  DescribeVpcIngressConnection: [
    {
      how: "Deleted connections are shown for as long as the runtime's home is kept (AWS: for some time).",
      shownBy: "goes on showing a deleted connection",
    },
  ],
  DisassociateCustomDomain: [
    {
      how: "The domain is free for another service as soon as the ingress no longer answers for it (AWS keeps its certificate for some time).",
      shownBy: "frees the domain and its www for another service once it is gone",
    },
  ],
  ListServices: [
    {
      how: "Without MaxResults a page holds 20 services, and a token when there are more (AWS documents all of them at once, and pages too).",
      shownBy: "holds 20 on a page when nobody says how many",
    },
  ],
  UpdateVpcIngressConnection: [
    {
      how: "The connection is AVAILABLE again at the next look.",
      shownBy: "moves the connection to another endpoint",
    },
  ],
};
