import assert from "node:assert/strict";
import {
  CreateAutoScalingConfigurationCommand,
  CreateConnectionCommand,
  CreateServiceCommand,
  type CreateServiceCommandInput,
  DeleteAutoScalingConfigurationCommand,
  DeleteServiceCommand,
  ListOperationsCommand,
  ListTagsForResourceCommand,
} from "@aws-sdk/client-apprunner";
import { IMAGE_SOURCE, useTestApi } from "../support/api";
import { refused } from "../support/refusal";

describe("CreateService", () => {
  const api = useTestApi({ quotas: { services: 2 } });
  const create = (rest: Partial<CreateServiceCommandInput> = {}) =>
    api().send(new CreateServiceCommand({ ServiceName: "web-app", SourceConfiguration: IMAGE_SOURCE, ...rest }));
  const code = (RepositoryUrl: string, ConnectionArn?: string): Partial<CreateServiceCommandInput> => ({
    SourceConfiguration: {
      CodeRepository: {
        RepositoryUrl,
        SourceCodeVersion: { Type: "BRANCH", Value: "main" },
        CodeConfiguration: { ConfigurationSource: "REPOSITORY" },
      },
      ...(ConnectionArn && { AuthenticationConfiguration: { ConnectionArn } }),
    },
  });

  it("answers a service with all defaults and an operation in progress", async () => {
    const { Service: service, OperationId } = await create();
    assert.match(OperationId!, /^[0-9a-f-]{36}$/);
    assert.match(service!.ServiceId!, /^[0-9a-f]{32}$/);
    assert.equal(service!.ServiceArn, `arn:aws:apprunner:us-east-1:000000000000:service/web-app/${service!.ServiceId}`);
    assert.match(service!.ServiceUrl!, /^[a-z0-9]{10}\.us-east-1\.awsapprunner\.localhost:4780$/);
    assert.equal(service!.Status, "OPERATION_IN_PROGRESS");
    assert.deepEqual(service!.InstanceConfiguration, { Cpu: "1024", Memory: "2048" });
    assert.deepEqual(service!.HealthCheckConfiguration, {
      Protocol: "TCP",
      Path: "/",
      Interval: 5,
      Timeout: 2,
      HealthyThreshold: 1,
      UnhealthyThreshold: 5,
    });
    assert.deepEqual(service!.NetworkConfiguration, {
      EgressConfiguration: { EgressType: "DEFAULT" },
      IngressConfiguration: { IsPubliclyAccessible: true },
      IpAddressType: "IPV4",
    });
    assert.deepEqual(service!.AutoScalingConfigurationSummary, {
      AutoScalingConfigurationArn:
        "arn:aws:apprunner:us-east-1:000000000000:autoscalingconfiguration/DefaultConfiguration/1/00000000000000000000000000000001",
      AutoScalingConfigurationName: "DefaultConfiguration",
      AutoScalingConfigurationRevision: 1,
    });
  });

  it("writes the operation down and wakes the reconciler", async () => {
    const { Service, OperationId } = await create();
    const { OperationSummaryList } = await api().send(new ListOperationsCommand({ ServiceArn: Service!.ServiceArn }));
    assert.deepEqual(
      OperationSummaryList?.map(({ Id, Type, Status, TargetArn }) => ({ Id, Type, Status, TargetArn })),
      [{ Id: OperationId, Type: "CREATE_SERVICE", Status: "PENDING", TargetArn: Service!.ServiceArn }],
    );
    assert.deepEqual(api().woken, [Service!.ServiceArn]);
  });

  it("keeps the tags", async () => {
    const { Service } = await create({ Tags: [{ Key: "team", Value: "blue" }] });
    const { Tags } = await api().send(new ListTagsForResourceCommand({ ResourceArn: Service!.ServiceArn }));
    assert.deepEqual(Tags, [{ Key: "team", Value: "blue" }]);
  });

  it("takes the latest revision of a scaling configuration that is named without one", async () => {
    const scale = () =>
      api().send(new CreateAutoScalingConfigurationCommand({ AutoScalingConfigurationName: "busy", MaxSize: 3 }));
    const first = (await scale()).AutoScalingConfiguration!.AutoScalingConfigurationArn!;
    const second = (await scale()).AutoScalingConfiguration!.AutoScalingConfigurationArn!;
    const partial = first.split("/").slice(0, 2).join("/");
    const { Service } = await create({ AutoScalingConfigurationArn: partial });
    assert.equal(Service!.AutoScalingConfigurationSummary!.AutoScalingConfigurationArn, second);
  });

  it("refuses a scaling configuration that is not there or was deleted", async () => {
    const { AutoScalingConfiguration } = await api().send(
      new CreateAutoScalingConfigurationCommand({ AutoScalingConfigurationName: "busy" }),
    );
    const arn = AutoScalingConfiguration!.AutoScalingConfigurationArn!;
    await api().send(new DeleteAutoScalingConfigurationCommand({ AutoScalingConfigurationArn: arn }));
    const message = /^The auto scaling configuration ARN you specified isn't valid. ARN: '/;
    await refused(create({ AutoScalingConfigurationArn: arn }), "InvalidRequestException", message);
    const missing = arn.replace("busy", "idle");
    await refused(create({ AutoScalingConfigurationArn: missing }), "InvalidRequestException", message);
  });

  it("refuses a name in use, and takes it again once that service is deleted", async () => {
    const { ServiceArn } = await api().runningService("web-app");
    await refused(create(), "InvalidRequestException", /^Service with the provided name already exists: web-app\.$/);
    await api().send(new DeleteServiceCommand({ ServiceArn }));
    api().end(ServiceArn!);
    await create();
  });

  it("counts a service that failed to be created to the quota", async () => {
    const { Service } = await create();
    api().end(Service!.ServiceArn!, "fails");
    await api().runningService("other");
    await refused(
      create({ ServiceName: "third" }),
      "ServiceQuotaExceededException",
      /limit of 2 services in us-east-1/,
    );
  });

  it("counts every region by itself", async () => {
    await api().runningService("one-app");
    await api().runningService("two-app");
    const input = { ServiceName: "one-app", SourceConfiguration: IMAGE_SOURCE };
    const { Service } = await api().client("eu-west-1").send(new CreateServiceCommand(input));
    assert.match(Service!.ServiceArn!, /^arn:aws:apprunner:eu-west-1:/);
  });

  it("reads an https repository through a connection whose handshake is done", async () => {
    const { Connection } = await api().send(
      new CreateConnectionCommand({ ConnectionName: "my-hub", ProviderType: "GITHUB" }),
    );
    const arn = Connection!.ConnectionArn!;
    const url = "https://github.com/me/app";
    await refused(create(code(url, arn)), "InvalidRequestException", /connection must be AVAILABLE.*PENDING_HANDSHAKE/);
    api().state.connections.setStatus(arn, "AVAILABLE");
    const { Service } = await create(code(url, arn));
    assert.equal(Service!.SourceConfiguration!.AuthenticationConfiguration!.ConnectionArn, arn);
    assert.equal(Service!.SourceConfiguration!.CodeRepository!.SourceDirectory, "/");
  });

  it("refuses a connection that is not there", async () => {
    const arn = "arn:aws:apprunner:us-east-1:000000000000:connection/my-hub/8fe1e10304f84fd2b0df550fe98a71fa";
    const call = create(code("https://github.com/me/app", arn));
    await refused(call, "InvalidRequestException", /Connection doesn't exist/);
  });

  it("reads a repository of this machine without a connection", async () => {
    const { Service } = await create(code("file:///home/me/app"));
    assert.equal(Service!.SourceConfiguration!.AutoDeploymentsEnabled, true);
  });

  it("refuses a VPC connector that is not there", async () => {
    const VpcConnectorArn =
      "arn:aws:apprunner:us-east-1:000000000000:vpcconnector/inner/1/8fe1e10304f84fd2b0df550fe98a71fa";
    const call = create({ NetworkConfiguration: { EgressConfiguration: { EgressType: "VPC", VpcConnectorArn } } });
    await refused(call, "InvalidRequestException", /VPC connector ARN you specified isn't valid/);
  });

  it("names the revision of an observability configuration", async () => {
    const prefix = "arn:aws:apprunner:us-east-1:000000000000:observabilityconfiguration/DefaultConfiguration";
    const { Service } = await create({
      ObservabilityConfiguration: { ObservabilityEnabled: true, ObservabilityConfigurationArn: prefix },
    });
    assert.deepEqual(Service!.ObservabilityConfiguration, {
      ObservabilityEnabled: true,
      ObservabilityConfigurationArn: `${prefix}/1/00000000000000000000000000000001`,
    });
  });

  it("leaves nothing behind when it is refused", async () => {
    await refused(
      create({ AutoScalingConfigurationArn: "arn:aws:apprunner:us-east-1:000000000000:autoscalingconfiguration/none" }),
      "InvalidRequestException",
      /isn't valid/,
    );
    assert.equal(api().state.services.countLive("us-east-1"), 0);
    assert.deepEqual(api().woken, []);
  });
});
