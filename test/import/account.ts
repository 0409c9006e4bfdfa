import {
  type AppRunnerClient,
  AssociateCustomDomainCommand,
  CreateAutoScalingConfigurationCommand,
  CreateConnectionCommand,
  CreateObservabilityConfigurationCommand,
  CreateServiceCommand,
  type CreateServiceCommandInput,
  CreateVpcConnectorCommand,
  CreateVpcIngressConnectionCommand,
  DescribeCustomDomainsCommand,
  DescribeServiceCommand,
  DescribeVpcIngressConnectionCommand,
  ListAutoScalingConfigurationsCommand,
  ListConnectionsCommand,
  ListObservabilityConfigurationsCommand,
  ListOperationsCommand,
  ListServicesCommand,
  ListTagsForResourceCommand,
  ListVpcConnectorsCommand,
  ListVpcIngressConnectionsCommand,
  UpdateDefaultAutoScalingConfigurationCommand,
} from "@aws-sdk/client-apprunner";
import { waitFor } from "../support/waitFor";

/** Makes one of everything with the AWS SDK, as somebody did who never heard of the provider. `repositoryUrl` has a server.js. */
export async function makeAccount(client: AppRunnerClient, repositoryUrl: string, token: string): Promise<void> {
  await client.send(new CreateConnectionCommand({ ConnectionName: "github", ProviderType: "GITHUB" }));
  const scaling = await client.send(
    new CreateAutoScalingConfigurationCommand({ AutoScalingConfigurationName: "shop", MaxSize: 3 }),
  );
  const standard = await client.send(
    new CreateAutoScalingConfigurationCommand({
      AutoScalingConfigurationName: "standard",
      MaxSize: 5,
      Tags: [{ Key: "app.io/team", Value: "platform" }],
    }),
  );
  await client.send(
    new UpdateDefaultAutoScalingConfigurationCommand({
      AutoScalingConfigurationArn: standard.AutoScalingConfiguration!.AutoScalingConfigurationArn,
    }),
  );
  const tracing = await client.send(
    new CreateObservabilityConfigurationCommand({
      ObservabilityConfigurationName: "traces",
      TraceConfiguration: { Vendor: "AWSXRAY" },
    }),
  );
  const connector = await client.send(
    new CreateVpcConnectorCommand({
      VpcConnectorName: "shop",
      Subnets: ["subnet-2", "subnet-1"],
      SecurityGroups: ["sg-1"],
    }),
  );
  const source = (TOKEN: string): CreateServiceCommandInput["SourceConfiguration"] => ({
    AutoDeploymentsEnabled: false,
    CodeRepository: {
      RepositoryUrl: repositoryUrl,
      SourceCodeVersion: { Type: "BRANCH", Value: "main" },
      CodeConfiguration: {
        ConfigurationSource: "API",
        CodeConfigurationValues: {
          Runtime: "NODEJS_22",
          BuildCommand: "true",
          StartCommand: "node server.js",
          RuntimeEnvironmentVariables: { TOKEN, STAGE: "production" },
        },
      },
    },
  });
  const inside = await client.send(
    new CreateServiceCommand({
      ServiceName: "inside",
      SourceConfiguration: source(`${token} 'of "inside"`),
      InstanceConfiguration: { Cpu: "0.5 vCPU", Memory: "1 GB" },
      HealthCheckConfiguration: { Protocol: "HTTP", Path: "/" },
      AutoScalingConfigurationArn: scaling.AutoScalingConfiguration!.AutoScalingConfigurationArn,
      NetworkConfiguration: {
        EgressConfiguration: { EgressType: "VPC", VpcConnectorArn: connector.VpcConnector!.VpcConnectorArn },
        IngressConfiguration: { IsPubliclyAccessible: false },
      },
      ObservabilityConfiguration: {
        ObservabilityEnabled: true,
        ObservabilityConfigurationArn: tracing.ObservabilityConfiguration!.ObservabilityConfigurationArn,
      },
      Tags: [{ Key: "owner", Value: "shop" }],
    }),
  );
  const shop = await client.send(new CreateServiceCommand({ ServiceName: "shop", SourceConfiguration: source(token) }));
  const arns = [inside, shop].map(({ Service }) => Service!.ServiceArn!);
  for (const arn of arns) await running(client, arn);
  const ingress = await client.send(
    new CreateVpcIngressConnectionCommand({
      VpcIngressConnectionName: "from-vpc",
      ServiceArn: arns[0],
      IngressVpcConfiguration: { VpcId: "vpc-1", VpcEndpointId: "vpce-1" },
    }),
  );
  await client.send(new AssociateCustomDomainCommand({ ServiceArn: arns[1], DomainName: "shop.example.localhost" }));
  const VpcIngressConnectionArn = ingress.VpcIngressConnection!.VpcIngressConnectionArn;
  await waitFor("the ingress connection and the domain", async () => {
    const found = await client.send(new DescribeVpcIngressConnectionCommand({ VpcIngressConnectionArn }));
    const domains = await client.send(new DescribeCustomDomainsCommand({ ServiceArn: arns[1] }));
    const isActive = domains.CustomDomains?.[0]?.Status?.toUpperCase() === "ACTIVE";
    return (found.VpcIngressConnection?.Status === "AVAILABLE" && isActive) || undefined;
  });
}

/** All that can be seen of the account; another write of anybody would make another text. */
export async function photograph(client: AppRunnerClient): Promise<string> {
  const { ServiceSummaryList: services = [] } = await client.send(new ListServicesCommand({}));
  const seen: unknown[] = [
    (await client.send(new ListConnectionsCommand({}))).ConnectionSummaryList,
    (await client.send(new ListAutoScalingConfigurationsCommand({ LatestOnly: false })))
      .AutoScalingConfigurationSummaryList,
    (await client.send(new ListObservabilityConfigurationsCommand({ LatestOnly: false })))
      .ObservabilityConfigurationSummaryList,
    (await client.send(new ListVpcConnectorsCommand({}))).VpcConnectors,
    (await client.send(new ListVpcIngressConnectionsCommand({}))).VpcIngressConnectionSummaryList,
  ];
  for (const { ServiceArn } of services) {
    seen.push((await client.send(new DescribeServiceCommand({ ServiceArn }))).Service);
    seen.push((await client.send(new ListOperationsCommand({ ServiceArn }))).OperationSummaryList);
    seen.push((await client.send(new DescribeCustomDomainsCommand({ ServiceArn }))).CustomDomains);
    seen.push((await client.send(new ListTagsForResourceCommand({ ResourceArn: ServiceArn }))).Tags);
  }
  return JSON.stringify(seen, undefined, 1);
}

async function running(client: AppRunnerClient, ServiceArn: string): Promise<void> {
  await waitFor("the service", async () => {
    const { Service } = await client.send(new DescribeServiceCommand({ ServiceArn }));
    return Service?.Status === "RUNNING" || undefined;
  });
}
