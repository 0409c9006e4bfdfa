import assert from "node:assert/strict";
import { CreateServiceCommand, UpdateServiceCommand } from "@aws-sdk/client-apprunner";
import { PartialFailure } from "../../provider/core/failure";
import type { Properties } from "../../provider/core/resource";
import type { ResourceName } from "../../provider/resources";
import { IMAGE_SOURCE } from "../support/api";
import type { Fault } from "../support/faultProxy";
import { cutBefore, handledLate, lost } from "../support/faults";
import { AN_IMAGE, aService, type ProviderWorld, startProviderWorld } from "./world";

const MINUTE = 60_000;
const onPort = (port: string): Properties => ({
  sourceConfiguration: { imageRepository: { ...AN_IMAGE, imageConfiguration: { port } } },
});

describe("after an answer that was lost", () => {
  let world: ProviderWorld;
  beforeEach(async () => {
    world = await startProviderWorld();
  });
  afterEach(() => world.close());

  const create = (kind: ResourceName, inputs: Properties) => world.resource(kind).create(inputs, world.call());
  const service = () => world.resource("service");
  const operations = async (ServiceArn: string) =>
    (await world.client.call("ListOperations", { ServiceArn })).OperationSummaryList!.map(({ Type }) => Type).reverse();
  const aPrivateService = async () => {
    const networkConfiguration = { ingressConfiguration: { isPubliclyAccessible: false } };
    return (await create("service", aService({ networkConfiguration }))).id;
  };

  describe("what somebody else had made before under the same name, with the same content, is not taken for ours:", () => {
    const cases: [
      kind: ResourceName,
      operation: string,
      inputs: () => Properties | Promise<Properties>,
      says: RegExp,
    ][] = [
      [
        "service",
        "CreateService",
        () => aService({ serviceName: "hello" }),
        /already exists: hello.*\n.*choose another/,
      ],
      [
        "connection",
        "CreateConnection",
        () => ({ connectionName: "github", providerType: "GITHUB" }),
        /already exists: github/,
      ],
      [
        "vpcConnector",
        "CreateVpcConnector",
        () => ({ vpcConnectorName: "inside", subnets: ["subnet-1"] }),
        /already exists: inside/,
      ],
      [
        "vpcIngressConnection",
        "CreateVpcIngressConnection",
        async () => ({
          vpcIngressConnectionName: "inside",
          serviceArn: await aPrivateService(),
          ingressVpcConfiguration: { vpcId: "vpc-1", vpcEndpointId: "vpce-1" },
        }),
        /already exists: inside/,
      ],
      [
        "customDomainAssociation",
        "AssociateCustomDomain",
        async () => ({ domainName: "a.example.com", serviceArn: (await create("service", aService())).id }),
        /a\.example\.com is already associated/,
      ],
    ];
    for (const [kind, operation, inputsOf, says] of cases) {
      it(kind, async () => {
        const inputs = await inputsOf();
        await create(kind, inputs);
        world.api.clock.now += MINUTE;
        world.proxy.next(operation, cutBefore, lost);
        await assert.rejects(create(kind, inputs), says);
      });
    }

    for (const [kind, operation, name] of [
      ["autoScalingConfiguration", "CreateAutoScalingConfiguration", "autoScalingConfigurationName"],
      ["observabilityConfiguration", "CreateObservabilityConfiguration", "observabilityConfigurationName"],
    ] as const) {
      it(`${kind}, of which a revision of our own is made`, async () => {
        const theirs = await create(kind, { [name]: "shared" });
        world.api.clock.now += MINUTE;
        world.proxy.next(operation, cutBefore, lost);
        const ours = await create(kind, { [name]: "shared" });
        const revision = `${kind}Revision`;
        assert.deepEqual([theirs.outputs[revision], ours.outputs[revision]], [1, 2]);
      });
    }
  });

  it("what another resource of the same program made a moment ago is its own", async () => {
    const inputs = { autoScalingConfigurationName: "shared" };
    const one = await create("autoScalingConfiguration", inputs);
    world.proxy.next("CreateAutoScalingConfiguration", cutBefore);
    const other = await create("autoScalingConfiguration", inputs);
    assert.notEqual(other.outputs.autoScalingConfigurationArn, one.outputs.autoScalingConfigurationArn);

    const { id: serviceArn } = await create("service", aService());
    await create("deployment", { serviceArn });
    world.proxy.next("StartDeployment", cutBefore);
    await create("deployment", { serviceArn });
    assert.deepEqual(await operations(serviceArn), ["CREATE_SERVICE", "START_DEPLOYMENT", "START_DEPLOYMENT"]);
  });

  it("what somebody else makes at the same time under the same name is theirs when it is another thing", async () => {
    const theirs: Fault = async (exchange) => {
      await world.api
        .client()
        .send(new CreateServiceCommand({ ServiceName: "hello", SourceConfiguration: IMAGE_SOURCE }));
      exchange.cut();
    };
    world.proxy.next("CreateService", theirs);
    await assert.rejects(create("service", aService({ serviceName: "hello" })), /already exists: hello/);
  });

  it("a service that App Runner creates only after the connection broke is found at the second attempt", async () => {
    world.proxy.next("CreateService", handledLate(15));
    const { id } = await create("service", aService({ serviceName: "hello" }));
    assert.equal(world.api.state.services.findLiveByName("us-east-1", "hello")!.arn, id);
  });

  it("a creation that failed is a failure, and the next update repairs what there is", async () => {
    world.proxy.next("CreateService", lost);
    world.ends.push("fails");
    const inputs = aService({ serviceName: "hello" });
    const failure = await create("service", inputs).catch((error) => error as PartialFailure);
    assert.ok(failure instanceof PartialFailure);
    assert.match(failure.message, /the creation of service hello failed \(operation .*, FAILED\)/);
    const updated = await service().update(failure.thingId, failure.outputs, inputs, world.call());
    assert.equal(updated.status, "RUNNING");
    assert.equal(world.api.state.services.listAllLive().length, 1);
  });

  it("an update that was rolled back is a failure", async () => {
    const { id, outputs } = await create("service", aService());
    world.proxy.next("UpdateService", lost);
    world.ends.push("fails");
    await assert.rejects(service().update(id, outputs, onPort("81"), world.call()), /failed and was rolled back/);
    assert.deepEqual(await operations(id), ["CREATE_SERVICE", "UPDATE_SERVICE"]);
  });

  it("an update of somebody else at the same time is not taken for ours: ours follows it", async () => {
    const { id, outputs } = await create("service", aService());
    world.proxy.next("UpdateService", async (exchange) => {
      const ImageRepository = { ImageIdentifier: "hello:2", ImageRepositoryType: "ECR" } as const;
      await world.api
        .client()
        .send(new UpdateServiceCommand({ ServiceArn: id, SourceConfiguration: { ImageRepository } }));
      exchange.cut();
    });
    const updated = await service().update(id, outputs, onPort("81"), world.call());
    assert.deepEqual(service().diff(updated, onPort("81")).changes, []);
    assert.deepEqual(await operations(id), ["CREATE_SERVICE", "UPDATE_SERVICE", "UPDATE_SERVICE"]);
  });

  it("a deployment that had begun before is waited for, and ours is started after it", async () => {
    const { id } = await create("service", aService());
    await world.client.call("StartDeployment", { ServiceArn: id });
    world.api.clock.now += MINUTE;
    world.proxy.next("StartDeployment", cutBefore);
    await create("deployment", { serviceArn: id });
    assert.deepEqual(await operations(id), ["CREATE_SERVICE", "START_DEPLOYMENT", "START_DEPLOYMENT"]);
  });

  it("it is said that nobody knows, when it cannot be looked", async () => {
    world.proxy.always("CreateService", lost);
    world.proxy.always("ListServices", cutBefore);
    const failure = create("service", aService({ serviceName: "hello" }));
    await assert.rejects(
      failure,
      /creating service hello: the answer was lost \(.*\), and whether it was done cannot be seen: .*ListServices/,
    );
    assert.equal(world.api.state.services.listAllLive().length, 1);
  });
});
