import type { Properties } from "../../provider/core/resource";
import type { ResourceName } from "../../provider/resources";
import type { ProviderWorld } from "../provider/world";

/** Stands in the account as the value of variables and commands, and must stand nowhere else. */
export const CANARY = "canary-5b1f0e";

/** What was made, by a name for the test, and what a program said of it. */
export type Made = Record<
  | "connection"
  | "scaling"
  | "old"
  | "newest"
  | "standard"
  | "tracing"
  | "connector"
  | "shop"
  | "image"
  | "ingress"
  | "domain",
  { kind: ResourceName; id: string; inputs: Properties; outputs: Properties }
>;

/** One of everything in an account, names that collide or are no identifiers among them. */
export async function makeEverything(world: ProviderWorld): Promise<Made> {
  const create = async (kind: ResourceName, inputs: Properties) => ({
    kind,
    inputs,
    ...(await world.resource(kind).create(inputs, world.call())),
  });
  const connection = await create("connection", {
    connectionName: "github",
    providerType: "GITHUB",
    tags: { team: "a" },
  });
  world.api.state.connections.setStatus(connection.id, "AVAILABLE");
  const scaling = await create("autoScalingConfiguration", { autoScalingConfigurationName: "shop", maxSize: 3 });
  const old = await create("autoScalingConfiguration", { autoScalingConfigurationName: "twice", maxSize: 4 });
  const newest = await create("autoScalingConfiguration", { autoScalingConfigurationName: "twice", maxSize: 5 });
  const standard = await create("defaultAutoScalingConfiguration", {
    autoScalingConfigurationArn: newest.outputs.autoScalingConfigurationArn,
  });
  const tracing = await create("observabilityConfiguration", {
    observabilityConfigurationName: "traces",
    traceConfiguration: { vendor: "AWSXRAY" },
  });
  const connector = await create("vpcConnector", {
    vpcConnectorName: "shop",
    subnets: ["subnet-1", "subnet-2"],
    securityGroups: ["sg-1"],
  });
  const shop = await create("service", {
    serviceName: "shop",
    sourceConfiguration: {
      codeRepository: {
        repositoryUrl: "https://github.com/me/shop",
        sourceCodeVersion: { type: "BRANCH", value: "main" },
        codeConfiguration: {
          configurationSource: "API",
          codeConfigurationValues: {
            runtime: "NODEJS_22",
            buildCommand: "npm ci",
            startCommand: `node . --token ${CANARY}`,
            runtimeEnvironmentVariables: { TOKEN: CANARY, PORT_NAME: "web", "odd name": `${CANARY}" ` },
            runtimeEnvironmentSecrets: { DB: "arn:aws:secretsmanager:us-east-1:000000000000:secret:db" },
          },
        },
      },
      authenticationConfiguration: { connectionArn: connection.outputs.connectionArn },
    },
    instanceConfiguration: { cpu: "0.5 vCPU", memory: "1 GB", instanceRoleArn: "arn:aws:iam::000000000000:role/app" },
    healthCheckConfiguration: { protocol: "HTTP", path: "/health" },
    autoScalingConfigurationArn: scaling.outputs.autoScalingConfigurationArn,
    networkConfiguration: {
      egressConfiguration: { egressType: "VPC", vpcConnectorArn: connector.outputs.vpcConnectorArn },
      ingressConfiguration: { isPubliclyAccessible: false },
    },
    observabilityConfiguration: {
      observabilityEnabled: true,
      observabilityConfigurationArn: tracing.outputs.observabilityConfigurationArn,
    },
    tags: { "app.io/team": "a" },
  });
  const image = await create("service", {
    serviceName: "default",
    sourceConfiguration: { imageRepository: { imageIdentifier: "hello:1", imageRepositoryType: "ECR" } },
    autoScalingConfigurationArn: old.outputs.autoScalingConfigurationArn,
  });
  const ingress = await create("vpcIngressConnection", {
    vpcIngressConnectionName: "from-vpc",
    serviceArn: shop.id,
    ingressVpcConfiguration: { vpcId: "vpc-1", vpcEndpointId: "vpce-1" },
  });
  const domain = await create("customDomainAssociation", { domainName: "*.example.com", serviceArn: image.id });
  return { connection, scaling, old, newest, standard, tracing, connector, shop, image, ingress, domain };
}
