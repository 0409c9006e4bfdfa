import { aNodeApp } from "../../test/support/gitRepository";

/** Resources in each program of the comparison. */
export const RESOURCES = 200;
export const SERVICES = 100;
const CONFIGURATIONS = 50;
const OTHERS = (RESOURCES - SERVICES - CONFIGURATIONS) / 2;

/** What the local App Runner must allow for them. */
export const QUOTAS =
  `services=${SERVICES + 1},connections=${OTHERS},` +
  `autoScalingConfigurations=${CONFIGURATIONS},observabilityConfigurations=${OTHERS}`;

/** What the names of the measured services begin with. */
export const NAME = "web";

/** An app whose build waits until there is a file: a creation takes as long as somebody wants. */
export function appFiles(gate: string): Record<string, string> {
  const files = aNodeApp("measured");
  const command = `while [ ! -e ${gate} ]; do sleep 0.1; done`;
  return { ...files, "apprunner.yaml": files["apprunner.yaml"]!.replace("echo building", command) };
}

/** Half of the 200 are services; each takes a configuration of the program, so there is something to wait for. */
export function ourProgram(repositoryUrl: string): string {
  return ourModule(`
  const scaling = Array.from({ length: ${CONFIGURATIONS} }, (_, i) => new apprunner.AutoScalingConfiguration("scaling" + i, { maxSize: 1 + (i % 20) }));
  for (let i = 0; i < ${SERVICES}; i++) ${service(`"${NAME}" + i`, repositoryUrl, `scaling[i % ${CONFIGURATIONS}].autoScalingConfigurationArn`)}
  for (let i = 0; i < ${OTHERS}; i++) new apprunner.Connection("connection" + i, { providerType: "GITHUB" });
  for (let i = 0; i < ${OTHERS}; i++) new apprunner.ObservabilityConfiguration("tracing" + i, { traceConfiguration: { vendor: "AWSXRAY" } });`);
}

/** One service alone. */
export function oneServiceProgram(repositoryUrl: string): string {
  return ourModule(service('"alone"', repositoryUrl, "undefined"));
}

/**
 * As many dynamic resources that do nothing. Their provider is a line of code and not a closure, which Pulumi would take time to
 * serialize: the peer is the fastest that there can be.
 */
export function trivialProgram(): string {
  const provider =
    "exports.handler = () => ({ check: async (olds, inputs) => ({ inputs }), " +
    "diff: async (id, olds, news) => ({ changes: olds.value !== news.value }), " +
    "create: async (inputs) => ({ id: inputs.value, outs: inputs }) })";
  return `const pulumi = require("@pulumi/pulumi");
class Echo extends pulumi.CustomResource {
  constructor(name, value) {
    super("pulumi-nodejs:dynamic/bench:Echo", name, { value, __provider: ${JSON.stringify(provider)} });
  }
}
for (let i = 0; i < ${RESOURCES}; i++) new Echo("echo" + i, "value" + i);
`;
}

function ourModule(body: string): string {
  return `const apprunner = require("pulumi-apprunner");\n${body}\n`;
}

function service(name: string, repositoryUrl: string, scaling: string): string {
  return `new apprunner.Service(${name}, {
    sourceConfiguration: { autoDeploymentsEnabled: false, codeRepository: {
      repositoryUrl: "${repositoryUrl}",
      sourceCodeVersion: { type: "BRANCH", value: "main" },
      codeConfiguration: { configurationSource: "REPOSITORY" },
    } },
    instanceConfiguration: { cpu: "0.25 vCPU", memory: "0.5 GB" },
    healthCheckConfiguration: { interval: 20 },
    autoScalingConfigurationArn: ${scaling},
    tags: { app: "measured" },
  });`;
}
