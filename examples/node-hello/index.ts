import { execFileSync } from "node:child_process";
import * as pulumi from "@pulumi/pulumi";
import * as apprunner from "pulumi-apprunner";

const config = new pulumi.Config();

// What is deployed is a commit of a branch, never the files as they lie here. A local App Runner clones from any folder; on AWS
// this is the https:// URL of a repository that the connection below may read.
const repositoryUrl = config.get("repositoryUrl") ?? `file://${git("rev-parse", "--show-toplevel")}`;
// A checkout of a bare commit, as in CI, is on no branch: HEAD stands for it.
const branch = config.get("branch") ?? (git("branch", "--show-current") || "HEAD");
const sourceDirectory = config.get("sourceDirectory") ?? `${git("rev-parse", "--show-prefix")}app`;

const scaling = new apprunner.AutoScalingConfiguration("node-hello", {
  maxConcurrency: 50,
  minSize: 1,
  maxSize: 3,
});

// A connection is what lets App Runner read from GitHub or Bitbucket. It stays PENDING_HANDSHAKE until somebody completes it in
// the AWS console; a file:// repository needs none.
const connection = new apprunner.Connection("node-hello", { providerType: "GITHUB" });

const service = new apprunner.Service("node-hello", {
  serviceName: "node-hello",
  sourceConfiguration: {
    codeRepository: {
      repositoryUrl,
      sourceCodeVersion: { type: "BRANCH", value: branch },
      sourceDirectory,
      codeConfiguration: { configurationSource: "REPOSITORY" },
    },
    autoDeploymentsEnabled: false,
    ...(repositoryUrl.startsWith("https://")
      ? { authenticationConfiguration: { connectionArn: connection.connectionArn } }
      : {}),
  },
  healthCheckConfiguration: { protocol: "HTTP", path: "/health", interval: 5, timeout: 2 },
  autoScalingConfigurationArn: scaling.autoScalingConfigurationArn,
  tags: { example: "node-hello" },
});

const domain = new apprunner.CustomDomainAssociation("node-hello", {
  domainName: config.get("domain") ?? "node-hello.example.localhost",
  serviceArn: service.serviceArn,
  enableWWWSubdomain: false,
});

export const url = service.url;
export const serviceArn = service.serviceArn;
export const domainName = domain.domainName;
export const connectionStatus = connection.status;

function git(...args: string[]): string {
  return execFileSync("git", args, { cwd: __dirname, encoding: "utf8" }).trim();
}
