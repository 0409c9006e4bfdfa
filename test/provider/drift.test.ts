import assert from "node:assert/strict";
import { z } from "zod";
import type { Api, AppRunnerInput, AppRunnerOperation } from "../../provider/core/api";
import { toApi } from "../../provider/core/caseMapping";
import { replaces } from "../../provider/core/diff";
import { bare, memberName, membersOf } from "../../provider/core/property";
import type { Created, Properties } from "../../provider/core/resource";
import { RESOURCES, type ResourceName } from "../../provider/resources";
import {
  type Around,
  CANNOT_DRIFT,
  codeRows,
  codeService,
  DRIFTS,
  type DriftRow,
  imageRows,
  imageService,
  ROLE,
} from "./driftRows";
import { aService, type ProviderWorld, startProviderWorld } from "./world";

describe("drift", () => {
  let world: ProviderWorld;
  let around: Around;

  before(async () => {
    world = await startProviderWorld({ quotas: { services: 30 } });
    around = await makeAround();
  });
  after(() => world.close());

  const resource = (kind: ResourceName) => world.resource(kind);
  const create = (kind: ResourceName, inputs: Properties) => resource(kind).create(inputs, world.call());

  describe("of a service", () => {
    const placeholder: Around = {
      connections: ["c0", "c1"],
      scalings: ["s0", "s1"],
      connectors: ["v0", "v1"],
      tracings: ["o0", "o1"],
    };
    let code: Created;
    let image: Created;
    before(async () => {
      code = await create("service", codeService(around));
      image = await create("service", imageService());
    });

    for (const [index, { path, value }] of codeRows(placeholder).entries()) {
      it(`from code is shown and set back: ${path} ${JSON.stringify(value)}`, async () => {
        await showsAndSetsBack(code, codeService(around), codeRows(around)[index]!);
      });
    }
    for (const [index, { path }] of imageRows().entries()) {
      it(`from an image is shown and set back: ${path}`, async () => {
        await showsAndSetsBack(image, imageService(), imageRows()[index]!);
      });
    }

    for (const path of [
      "instanceConfiguration.cpu",
      "healthCheckConfiguration.interval",
      "networkConfiguration.ipAddressType",
      "networkConfiguration.ingressConfiguration.isPubliclyAccessible",
    ]) {
      it(`is shown and set back to the default that the program leaves out: ${path}`, async () => {
        const program = aService({ serviceName: `default-${path.length}` });
        const row = codeRows(around).find((one) => one.path === path)!;
        await showsAndSetsBack(await create("service", program), program, row);
      });
    }

    it("is shown and set back: a pause", async () => {
      const program = aService({ serviceName: "paused", desiredState: "running" });
      const { id, outputs } = await create("service", program);
      await world.client.call("PauseService", { ServiceArn: id });
      await idle(id);
      const live = (await resource("service").read(id, outputs, world.call()))!;
      assert.deepEqual(pathsOf("service", live.outputs, program), ["desiredState"]);
      const updated = await resource("service").update(id, live.outputs, program, world.call());
      assert.equal(updated.status, "RUNNING");
    });

    it("that cannot be set back is said, and refused: a role that somebody added", async () => {
      const program = aService({ serviceName: "given-a-role" });
      const { id, outputs } = await create("service", program);
      await changeBehind(id, { path: "instanceConfiguration.instanceRoleArn", value: `${ROLE}new` });
      const live = (await resource("service").read(id, outputs, world.call()))!;
      const [change] = resource("service").diff(live.outputs, program).changes;
      assert.match(change!.refused!, /never takes it away/);
      await assert.rejects(
        resource("service").update(id, live.outputs, program, world.call()),
        /Service given-a-role is not updated: instanceConfiguration\.instanceRoleArn/,
      );
    });
  });

  describe("of tags is shown and set back", () => {
    const programs: [ResourceName, () => Properties | Promise<Properties>][] = [
      ["service", () => aService({ serviceName: "tagged" })],
      ["autoScalingConfiguration", () => ({ autoScalingConfigurationName: "tagged" })],
      ["connection", () => ({ connectionName: "tagged", providerType: "GITHUB" })],
      ["observabilityConfiguration", () => ({ observabilityConfigurationName: "tagged" })],
      ["vpcConnector", () => ({ vpcConnectorName: "tagged", subnets: ["subnet-9"] })],
      ["vpcIngressConnection", () => anIngress("tagged")],
    ];
    for (const [kind, program] of programs) {
      it(`of a ${kind}`, async () => {
        const wanted = { ...(await program()), tags: { kept: "1", changed: "1", removed: "1" } };
        const { id, outputs } = await create(kind, wanted);
        const ResourceArn = String(outputs[Object.keys(outputs).find((name) => name === `${kind}Arn`)!]);
        await world.client.call("UntagResource", { ResourceArn, TagKeys: ["removed"] });
        const Tags = [
          { Key: "changed", Value: "2" },
          { Key: "added", Value: "1" },
        ];
        await world.client.call("TagResource", { ResourceArn, Tags });
        const live = (await resource(kind).read(id, outputs, world.call()))!;
        assert.deepEqual(live.inputs.tags, { kept: "1", changed: "2", added: "1" });
        assert.deepEqual(pathsOf(kind, live.outputs, wanted), ["tags.added", "tags.changed", "tags.removed"]);
        const updated = await resource(kind).update(id, live.outputs, wanted, world.call());
        assert.deepEqual((await resource(kind).read(id, updated, world.call()))!.inputs, wanted);
      });
    }

    it("but not those that are AWS's own, which nobody can take away", async () => {
      const wanted = aService({ serviceName: "aws-tagged", tags: { mine: "1" } });
      const { id, outputs } = await create("service", wanted);
      const call = answering("ListTagsForResource", (answer) => ({
        ...answer,
        Tags: [...(answer.Tags as []), { Key: "aws:cloudformation:stack-name", Value: "old" }],
      }));
      assert.deepEqual((await resource("service").read(id, outputs, call))!.inputs, wanted);
      world.writes.length = 0;
      await resource("service").update(id, outputs, wanted, call);
      assert.deepEqual(world.writes, []);
    });
  });

  describe("of the other kinds", () => {
    for (const [member, name] of [
      ["VpcId", "vpcId"],
      ["VpcEndpointId", "vpcEndpointId"],
    ] as const) {
      it(`is shown and set back: an ingress connection's ${name}`, async () => {
        const wanted = await anIngress(`moved-${name}`);
        const { id, outputs } = await create("vpcIngressConnection", wanted);
        const here = { VpcId: "vpc-1", VpcEndpointId: "vpce-1" };
        const IngressVpcConfiguration = { ...here, [member]: "elsewhere" };
        await world.client.call("UpdateVpcIngressConnection", { VpcIngressConnectionArn: id, IngressVpcConfiguration });
        const live = (await resource("vpcIngressConnection").read(id, outputs, world.call()))!;
        const changed = pathsOf("vpcIngressConnection", live.outputs, wanted);
        assert.deepEqual(changed, [`ingressVpcConfiguration.${name}`]);
        const updated = await resource("vpcIngressConnection").update(id, live.outputs, wanted, world.call());
        assert.deepEqual(pathsOf("vpcIngressConnection", updated, wanted), []);
      });
    }

    it("is shown and set back: the default configuration", async () => {
      const wanted = { autoScalingConfigurationArn: around.scalings[0] };
      const { id, outputs } = await create("defaultAutoScalingConfiguration", wanted);
      await world.client.call("UpdateDefaultAutoScalingConfiguration", {
        AutoScalingConfigurationArn: around.scalings[1],
      });
      const live = (await resource("defaultAutoScalingConfiguration").read(id, outputs, world.call()))!;
      assert.deepEqual(live.inputs, { autoScalingConfigurationArn: around.scalings[1] });
      await resource("defaultAutoScalingConfiguration").update(id, live.outputs, wanted, world.call());
      const again = await resource("defaultAutoScalingConfiguration").read(id, {}, world.call());
      assert.deepEqual(again!.inputs, wanted);
    });

    it("is shown, and replaced first away: a domain that was associated anew without its www", async () => {
      const { id: serviceArn } = await create("service", aService({ serviceName: "domain" }));
      const wanted = { domainName: "drift.example.com", serviceArn };
      const { id, outputs } = await create("customDomainAssociation", wanted);
      await resource("customDomainAssociation").delete(id, outputs, world.call());
      await create("customDomainAssociation", { ...wanted, enableWWWSubdomain: false });
      const live = (await resource("customDomainAssociation").read(id, outputs, world.call()))!;
      const difference = resource("customDomainAssociation").diff(live.outputs, wanted);
      assert.deepEqual([replaces(difference.changes), difference.deleteBeforeReplace], [["enableWWWSubdomain"], true]);
    });

    it("that ends a thing makes it gone: the next update makes it anew", async () => {
      const { id: serviceArn } = await create("service", aService({ serviceName: "ending" }));
      const things: [ResourceName, Properties][] = [
        ["autoScalingConfiguration", { autoScalingConfigurationName: "gone" }],
        ["connection", { connectionName: "gone", providerType: "GITHUB" }],
        ["observabilityConfiguration", { observabilityConfigurationName: "gone" }],
        ["vpcConnector", { vpcConnectorName: "gone", subnets: ["subnet-8"] }],
        ["vpcIngressConnection", await anIngress("gone")],
        ["customDomainAssociation", { domainName: "gone.example.com", serviceArn }],
        ["deployment", { serviceArn }],
        ["service", aService({ serviceName: "gone" })],
      ];
      for (const [kind, inputs] of things) {
        const { id, outputs } = await create(kind, inputs);
        if (kind === "deployment") await resource("service").delete(serviceArn, {}, world.call());
        else await resource(kind).delete(id, outputs, world.call());
        assert.equal(await resource(kind).read(id, outputs, world.call()), undefined, kind);
      }
    });
  });

  describe("is not", () => {
    it("what App Runner answers in other words or another order", async () => {
      const wanted = {
        ...codeService(around),
        serviceName: "other-words",
        instanceConfiguration: { cpu: "0.5 vCPU", memory: "1 GB", instanceRoleArn: `${ROLE}a` },
        autoScalingConfigurationArn: around.scalings[0]!.split("/").slice(0, 2).join("/"),
        observabilityConfiguration: {
          observabilityEnabled: true,
          observabilityConfigurationArn: around.tracings[0]!.split("/").slice(0, 3).join("/"),
        },
        tags: { b: "2", a: "1" },
      };
      await isNoDrift("service", wanted);
    });

    it("a default written down, or left out", async () => {
      await isNoDrift("service", aService({ serviceName: "left-out" }));
      const healthCheckConfiguration = { protocol: "TCP", interval: 5 };
      const written = { healthCheckConfiguration, tags: {}, desiredState: "running", deployOn: { commit: "a" } };
      await isNoDrift("service", aService({ serviceName: "written-down", ...written }));
      await isNoDrift("autoScalingConfiguration", { autoScalingConfigurationName: "written", maxConcurrency: 100 });
      await isNoDrift("vpcConnector", { vpcConnectorName: "left-out", subnets: ["subnet-5"] });
    });

    it("another order of subnets and security groups", async () => {
      await isNoDrift("vpcConnector", {
        vpcConnectorName: "ordered",
        subnets: ["subnet-6", "subnet-5", "subnet-7"],
        securityGroups: ["sg-2", "sg-1"],
        tags: { b: "1", a: "1" },
      });
    });
  });

  it("is tested for every property of every kind, or is said not to be possible", () => {
    const inTables = [...codeRows(around), ...imageRows()].map(({ path }) => path);
    for (const kind of Object.keys(RESOURCES) as ResourceName[]) {
      const known = [
        ...(kind === "service" ? inTables : []),
        ...(DRIFTS[kind] ?? []),
        ...Object.keys(CANNOT_DRIFT[kind] ?? {}),
      ];
      assert.deepEqual([...new Set(known)].sort(), leaves(RESOURCES[kind].definition.inputs).sort(), kind);
    }
  });

  /** Reads with every list of every answer turned round: nothing differs, and an update asks for nothing. */
  async function isNoDrift(kind: ResourceName, wanted: Properties): Promise<void> {
    const { id, outputs } = await create(kind, wanted);
    const call = answering(undefined, reversed);
    const live = (await resource(kind).read(id, outputs, call))!;
    assert.deepEqual([live.inputs, live.outputs], [wanted, outputs]);
    assert.deepEqual(pathsOf(kind, live.outputs, wanted), []);
    world.writes.length = 0;
    await resource(kind).update(id, live.outputs, wanted, call);
    assert.deepEqual(world.writes, []);
  }

  async function showsAndSetsBack({ id, outputs }: Created, wanted: Properties, row: DriftRow): Promise<void> {
    const service = resource("service");
    const asItWas = await service.read(id, {}, world.call());
    await changeBehind(id, row);
    const live = (await service.read(id, outputs, world.call()))!;
    const shown = pathsOf("service", live.outputs, wanted);
    const changed = [row.path, ...Object.keys(row.along ?? {})];
    const strangers = shown.filter((path) => !changed.some((one) => path === one || path.startsWith(`${one}.`)));
    assert.deepEqual(strangers, [], "what nobody changed");
    assert.ok(shown.some((path) => path === row.path || path.startsWith(`${row.path}.`)));
    assert.deepEqual(valueIn(live.inputs, row.path), row.value);
    const updated = await service.update(id, live.outputs, wanted, world.call());
    assert.deepEqual(pathsOf("service", updated, wanted), []);
    assert.deepEqual(await service.read(id, {}, world.call()), asItWas);
  }

  /** As somebody does with the AWS CLI: the whole group with another value. */
  async function changeBehind(id: string, { path, value, along }: DriftRow): Promise<void> {
    const { inputs } = RESOURCES.service.definition;
    const live = (await resource("service").read(id, {}, world.call()))!.inputs;
    const there = structuredClone(live);
    for (const [at, to] of [[path, value], ...Object.entries(along ?? {})] as [string, unknown][]) set(there, at, to);
    const group = path.split(".")[0]!;
    const schema = membersOf(inputs)!.find(([name]) => name === group)![1];
    const request = { ServiceArn: id, [memberName(group, schema)]: toApi(schema, there[group]) };
    await world.client.call("UpdateService", request as AppRunnerInput<"UpdateService">);
    await idle(id);
  }

  async function idle(ServiceArn: string): Promise<void> {
    const isRunning = async (): Promise<boolean> =>
      (await world.client.call("DescribeService", { ServiceArn })).Service?.Status === "OPERATION_IN_PROGRESS";
    for (let looks = 0; await isRunning(); looks++) assert.ok(looks < 1_000, "the operation does not end");
  }

  function pathsOf(kind: ResourceName, olds: Properties, news: Properties): string[] {
    return resource(kind)
      .diff(olds, news)
      .changes.map(({ path }) => path)
      .sort();
  }

  /** A call whose answers are changed on their way, of one operation or of all. */
  function answering(operation: AppRunnerOperation | undefined, change: (answer: Properties) => Properties) {
    const call = world.call();
    const changed = (async (name: AppRunnerOperation, input: never, options: never) => {
      const answer = (await call.api.call(name, input, options)) as Properties;
      return operation === undefined || operation === name ? change(answer) : answer;
    }) as Api["call"];
    return { ...call, api: { ...call.api, call: changed } };
  }

  async function anIngress(name: string): Promise<Properties> {
    const networkConfiguration = { ingressConfiguration: { isPubliclyAccessible: false } };
    const service = await create("service", aService({ serviceName: `in-${name}`, networkConfiguration }));
    return {
      vpcIngressConnectionName: name,
      serviceArn: service.id,
      ingressVpcConfiguration: { vpcId: "vpc-1", vpcEndpointId: "vpce-1" },
    };
  }

  async function makeAround(): Promise<Around> {
    const two = async (kind: ResourceName, output: string, inputs: (name: string) => Properties): Promise<string[]> => {
      const made = [await create(kind, inputs("first")), await create(kind, inputs("second"))];
      return made.map(({ outputs }) => String(outputs[output]));
    };
    const connections = await two("connection", "connectionArn", (connectionName) => ({
      connectionName,
      providerType: "GITHUB",
    }));
    for (const arn of connections) world.api.state.connections.setStatus(arn, "AVAILABLE");
    return {
      connections,
      scalings: await two("autoScalingConfiguration", "autoScalingConfigurationArn", (name) => ({
        autoScalingConfigurationName: name,
      })),
      connectors: await two("vpcConnector", "vpcConnectorArn", (vpcConnectorName) => ({
        vpcConnectorName,
        subnets: [`subnet-${vpcConnectorName.length}1`],
      })),
      tracings: await two("observabilityConfiguration", "observabilityConfigurationArn", (name) => ({
        observabilityConfigurationName: name,
        traceConfiguration: { vendor: "AWSXRAY" },
      })),
    };
  }
});

function reversed(value: Properties): Properties {
  const turn = (inner: unknown): unknown => {
    if (Array.isArray(inner)) return inner.map(turn).reverse();
    if (typeof inner !== "object" || inner === null || inner instanceof Date) return inner;
    return Object.fromEntries(
      Object.entries(inner)
        .map(([key, each]) => [key, turn(each)] as const)
        .reverse(),
    );
  };
  return turn(value) as Properties;
}

function valueIn(properties: Properties, path: string): unknown {
  const value = path.split(".").reduce<unknown>((at, name) => (at as Properties | undefined)?.[name], properties);
  // What the fold leaves out is an empty map.
  return value ?? (path.endsWith("Variables") || path.endsWith("Secrets") ? {} : undefined);
}

function set(properties: Properties, path: string, value: unknown): void {
  const steps = path.split(".");
  let at = properties;
  for (const step of steps.slice(0, -1)) {
    at[step] ??= {};
    at = at[step] as Properties;
  }
  if (value === undefined) delete at[steps.at(-1)!];
  else at[steps.at(-1)!] = value;
}

function leaves(schema: z.ZodType, path = ""): string[] {
  return membersOf(schema)!.flatMap(([name, member]) => {
    const inner = bare(member);
    return inner instanceof z.ZodObject ? leaves(inner, `${path}${name}.`) : [`${path}${name}`];
  });
}
