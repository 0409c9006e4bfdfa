import assert from "node:assert/strict";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DynamicAdapter } from "../../provider/adapters/dynamicAdapter";
import type { Client } from "../../provider/client";
import type { Finding } from "../../provider/core/account";
import { operate } from "../../provider/core/operate";
import type { Properties, Resource } from "../../provider/core/resource";
import { UNKNOWN } from "../../provider/core/unknown";
import { systemClock } from "../../provider/core/wait";
import { Foresight, type Surroundings } from "../../provider/foresight";
import { RESOURCES, type ResourceName } from "../../provider/resources";
import { eventually } from "../support/eventually";
import { aService, type ProviderWorld, startProviderWorld } from "./world";

describe("the look at the account", () => {
  let world: ProviderWorld;
  let calls: string[];
  let said: string[];
  let foresight: Foresight;
  const foresightWith = (change: Partial<Surroundings> = {}): Foresight => {
    const settings = { target: "local", endpoint: world.api.endpoint, home: world.home, checks: true } as const;
    return new Foresight({ settings, open, clock: systemClock, log: (message) => said.push(message), ...change });
  };
  const open = async (): Promise<Client> => ({
    ...world.client,
    call: ((name: never, input: never, options: never) => {
      calls.push(name);
      return world.client.call(name, input, options);
    }) as Client["call"],
  });
  const check = (name: ResourceName, news: Properties, olds: Properties = {}): Promise<Finding[]> => {
    const { definition, foresee } = operate(RESOURCES[name]);
    return foresight.ofCheck(definition, foresee, olds, news);
  };
  const compare = (
    name: ResourceName,
    id: string,
    olds: Properties,
    news: Properties,
    replaces = false,
  ): Promise<Finding[]> => foresight.ofDiff(operate(RESOURCES[name]).foresee, id, olds, news, replaces);

  beforeEach(async () => {
    world = await startProviderWorld();
    [calls, said] = [[], []];
    foresight = foresightWith();
  });
  afterEach(async () => {
    const told = Object.values(RESOURCES).flatMap((resource: Resource) => resource.foresee?.looks ?? []);
    const asks = new Set(told.flatMap(({ asks }) => asks));
    assert.deepEqual(
      calls.filter((name) => !asks.has(`apprunner:${name}`)),
      [],
      "permissions that the docs do not tell",
    );
    await world.close();
  });

  const hello = aService({ serviceName: "hello" });
  const code = { repositoryUrl: "https://github.com/me/app", sourceCodeVersion: { type: "BRANCH", value: "main" } };

  it("finds a name that is taken, and offers to adopt what has it", async () => {
    const { id } = await world.resource("service").create(hello, world.call());
    const [finding] = await check("service", hello);
    assert.deepEqual([finding!.path, finding!.severity], ["serviceName", "error"]);
    assert.ok(finding!.message.includes(`pulumi import apprunner:index:Service <name> ${id}`), finding!.message);
    assert.ok(finding!.message.includes("npx apprunner import --target local --region us-east-1 --service hello"));
    await world.resource("connection").create({ connectionName: "github", providerType: "GITHUB" }, world.call());
    const [other] = await check("connection", { connectionName: "github", providerType: "GITHUB" });
    assert.match(other!.message, /"github" is taken/);
  });

  it("asks nothing about a name that is made up, not known yet or unchanged", async () => {
    await world.resource("service").create(hello, world.call());
    assert.deepEqual(await check("service", aService()), []);
    assert.deepEqual(await check("service", aService({ serviceName: UNKNOWN })), []);
    assert.deepEqual(await check("service", hello, hello), []);
    assert.deepEqual(calls, []);
  });

  it("takes the second check of a replacement for what it is", async () => {
    await world.resource("service").create(hello, world.call());
    await check("service", { ...hello, tags: {} }, hello);
    assert.deepEqual(await check("service", { ...hello, tags: {} }), []);
  });

  it("reads the account once for many resources", async () => {
    const names = ["one-", "two-", "three"];
    await Promise.all(names.map((serviceName) => check("service", aService({ serviceName }))));
    assert.deepEqual(calls, ["ListServices"]);
  });

  it("warns of a connection that is not AVAILABLE, which a person may change in time", async () => {
    const { id } = await world.resource("connection").create({ providerType: "GITHUB" }, world.call());
    const sourceConfiguration = { codeRepository: code, authenticationConfiguration: { connectionArn: id } };
    const [finding] = await check("service", { sourceConfiguration });
    assert.deepEqual(
      [finding!.path, finding!.severity],
      ["sourceConfiguration.authenticationConfiguration.connectionArn", "warning"],
    );
    assert.match(finding!.message, /is PENDING_HANDSHAKE: .*complete it with npx apprunner connect \S+$/);
  });

  it("finds a domain that is on another service", async () => {
    const { id: serviceArn } = await world.resource("service").create(hello, world.call());
    const association = world.resource("customDomainAssociation");
    await association.create({ domainName: "www.example.com", serviceArn }, world.call());
    const [finding] = await check("customDomainAssociation", { domainName: "WWW.example.com", serviceArn: UNKNOWN });
    assert.deepEqual([finding!.path, finding!.severity], ["domainName", "error"]);
    assert.match(finding!.message, /associated with service hello/);
    assert.deepEqual(await check("customDomainAssociation", { domainName: "b.example.com", serviceArn }), []);
  });

  it("finds a connector of the same network, in whatever order", async () => {
    const inputs = { vpcConnectorName: "inside", subnets: ["subnet-1", "subnet-2"], securityGroups: ["sg-1"] };
    const { id } = await world.resource("vpcConnector").create(inputs, world.call());
    const { vpcConnectorName: _, ...unnamed } = inputs;
    const [finding] = await check("vpcConnector", { ...unnamed, subnets: ["subnet-2", "subnet-1"] });
    assert.ok(finding!.message.startsWith(id));
    assert.deepEqual(await check("vpcConnector", { ...unnamed, subnets: ["subnet-2", UNKNOWN] }), []);
  });

  it("warns that a configuration of a known name is another revision of it", async () => {
    const small = { autoScalingConfigurationName: "small" };
    await world.resource("autoScalingConfiguration").create(small, world.call());
    const [finding] = await check("autoScalingConfiguration", small);
    assert.deepEqual([finding!.path, finding!.severity], ["autoScalingConfigurationName", "warning"]);
  });

  it("warns of an operation that an update has to wait for", async () => {
    const { id, outputs } = await world.resource("service").create(hello, world.call());
    world.api.woken.splice = () => [];
    await world.client.call("StartDeployment", { ServiceArn: id });
    const [finding] = await compare("service", id, outputs, { ...hello, tags: { a: "1" } });
    assert.match(finding!.message, /an operation is running on service hello; the update waits for its end/);
  });

  it("warns of parts of a service that are not there any more", async () => {
    const parts = world.resource("vpcConnector");
    const { id, outputs } = await parts.create({ subnets: ["subnet-1"], securityGroups: ["sg-1"] }, world.call());
    const scaling = await world.resource("autoScalingConfiguration").create({}, world.call());
    const inside = (vpcConnectorArn: string, autoScalingConfigurationArn: string) =>
      aService({
        autoScalingConfigurationArn,
        networkConfiguration: { egressConfiguration: { egressType: "VPC", vpcConnectorArn } },
      });
    assert.deepEqual(await check("service", inside(id, scaling.id)), []);
    await parts.delete(id, outputs, world.call());
    foresight = foresightWith();
    const nobody = scaling.id.replace(/[^/]+$/, "nobody");
    const found = await check("service", inside(id, nobody));
    assert.deepEqual(
      found.map(({ path, severity }) => [path, severity]),
      [
        ["autoScalingConfigurationArn", "warning"],
        ["networkConfiguration.egressConfiguration.vpcConnectorArn", "warning"],
      ],
    );
    assert.match(found[1]!.message, /there is no VPC connector arn:.*, or it was deleted \(INACTIVE\)/);
    foresight = foresightWith();
    const changed = await compare("service", id, inside(id, nobody), { ...inside(id, nobody), tags: { a: "1" } });
    assert.deepEqual(changed, [], "what does not change is not looked at");
  });

  it("says what a replacement of a service takes along, and what stands in its way", async () => {
    const sealed = { networkConfiguration: { ingressConfiguration: { isPubliclyAccessible: false } } };
    const { id, outputs } = await world.resource("service").create({ ...hello, ...sealed }, world.call());
    const association = world.resource("customDomainAssociation");
    await association.create({ domainName: "www.example.com", serviceArn: id }, world.call());
    const ingressVpcConfiguration = { vpcId: "vpc-1", vpcEndpointId: "vpce-1" };
    const { id: ingress } = await world
      .resource("vpcIngressConnection")
      .create({ serviceArn: id, ingressVpcConfiguration }, world.call());
    const renamed = aService({ serviceName: "other", ...sealed });
    const found = await compare("service", id, outputs, renamed, true);
    assert.ok(found.every(({ severity }) => severity === "warning"));
    const text = found.map(({ message }) => message).join("\n");
    assert.match(text, /www\.example\.com is associated with the old service: it does not answer from then on/);
    assert.match(text, /not deleted unless deleteWithDomains is true/);
    assert.ok(text.includes(`ingress connection ${ingress} leads to the old service`), text);
    assert.deepEqual(await compare("service", id, outputs, renamed), []);
  });

  it("warns of a paused service, which an update cannot change unless it says what comes after", async () => {
    const { id, outputs } = await world.resource("service").create({ ...hello, desiredState: "paused" }, world.call());
    const { desiredState: _, ...olds } = outputs;
    const bigger = { ...hello, instanceConfiguration: { cpu: "2 vCPU", memory: "4 GB" } };
    const [finding] = await compare("service", id, olds, bigger);
    assert.deepEqual([finding!.path, finding!.severity], ["desiredState", "warning"]);
    assert.match(finding!.message, /service hello is PAUSED.*: the update fails/);
    assert.deepEqual(await compare("service", id, olds, { ...bigger, desiredState: "running" }), []);
    assert.deepEqual(await compare("service", id, olds, { ...hello, tags: { a: "1" } }), []);
  });

  it("warns of what belongs to a service that is not there, or not as it must be", async () => {
    const { id } = await world.resource("service").create(hello, world.call());
    const nobody = id.replace("hello", "nobody");
    const ingress = (serviceArn: string) => ({
      serviceArn,
      vpcIngressConnectionName: "inside",
      ingressVpcConfiguration: { vpcId: "vpc-1", vpcEndpointId: "vpce-1" },
    });
    for (const [kind, inputs, expected] of [
      ["customDomainAssociation", { domainName: "a.example.com", serviceArn: nobody }, /there is no service .*nobody/],
      ["deployment", { serviceArn: nobody }, /there is no service/],
      ["vpcIngressConnection", ingress(nobody), /there is no service/],
      ["vpcIngressConnection", ingress(id), /service hello is publicly accessible: set its networkConfiguration/],
    ] as const) {
      const found = await check(kind, inputs);
      assert.deepEqual(
        found.map(({ path, severity }) => [path, severity]),
        [["serviceArn", "warning"]],
        kind,
      );
      assert.match(found[0]!.message, expected);
    }
    assert.deepEqual(await check("deployment", { serviceArn: id }), []);
    await world.client.call("PauseService", { ServiceArn: id });
    await eventually("the pause", async () => {
      const { Service } = await world.client.call("DescribeService", { ServiceArn: id });
      return Service?.Status === "PAUSED";
    });
    const [paused] = await check("deployment", { serviceArn: id });
    assert.match(paused!.message, /service hello is PAUSED, and only a running service is deployed/);
  });

  it("finds the name of an ingress connection that is taken, and a default that is not there", async () => {
    const sealed = { networkConfiguration: { ingressConfiguration: { isPubliclyAccessible: false } } };
    const { id: serviceArn } = await world.resource("service").create({ ...hello, ...sealed }, world.call());
    const inputs = {
      serviceArn,
      vpcIngressConnectionName: "inside",
      ingressVpcConfiguration: { vpcId: "vpc-1", vpcEndpointId: "vpce-1" },
    };
    assert.deepEqual(await check("vpcIngressConnection", inputs), []);
    await world.resource("vpcIngressConnection").create(inputs, world.call());
    foresight = foresightWith();
    const [taken] = await check("vpcIngressConnection", inputs);
    assert.deepEqual([taken!.path, taken!.severity], ["vpcIngressConnectionName", "error"]);
    const autoScalingConfigurationArn = "arn:aws:apprunner:us-east-1:000000000000:autoscalingconfiguration/none/1/a";
    const [none] = await check("defaultAutoScalingConfiguration", { autoScalingConfigurationArn });
    assert.match(none!.message, /there is no auto scaling configuration/);
  });

  it("asks nothing when it is off", async () => {
    await world.resource("service").create(hello, world.call());
    const settings = { target: "local", endpoint: world.api.endpoint, home: world.home, checks: false } as const;
    foresight = foresightWith({ settings });
    assert.deepEqual([await check("service", hello), calls], [[], []]);
  });

  it("goes on without an answer that takes too long, and asks no more", async () => {
    let opened = 0;
    const clock = { now: () => 0, sleep: async () => {} };
    const never = (): Promise<Client> => {
      opened++;
      return new Promise(() => {});
    };
    foresight = foresightWith({ clock, open: never });
    assert.deepEqual(await check("service", hello), []);
    assert.deepEqual(await check("service", aService({ serviceName: "other" })), []);
    assert.deepEqual([opened, said], [1, ["without a look at the account: no answer within 3 s"]]);
  });

  it("stops when the looks of many resources add up", async () => {
    let now = 0;
    const clock = { now: () => now, sleep: systemClock.sleep };
    const slow = async (): Promise<Client> => {
      const client = await open();
      const call = (async (name: never, input: never, options: never) => {
        now += 2_400;
        return client.call(name, input, options);
      }) as Client["call"];
      return { ...client, call };
    };
    foresight = foresightWith({ clock, open: slow });
    for (let index = 0; index < 8; index++) {
      now += 11_000; // so long that what was read is old
      await check("service", aService({ serviceName: `name${index}` }));
    }
    assert.equal(calls.length, 5);
    assert.deepEqual(said, ["the looks at the account took 10 s: what is left is not looked at"]);
  });

  it("goes on when it may not look", async () => {
    const denied = async (): Promise<Client> => ({
      ...world.client,
      call: (async () => {
        throw Object.assign(new Error("not authorized to perform apprunner:ListServices"), {
          name: "AccessDeniedException",
        });
      }) as Client["call"],
    });
    foresight = foresightWith({ open: denied });
    assert.deepEqual(await check("service", hello), []);
    assert.match(said[0]!, /without a look at the account: not authorized/);
  });

  it("starts no local App Runner", async () => {
    const home = mkdtempSync(join(tmpdir(), "apprunner-empty-"));
    const opened: string[] = [];
    const settings = { target: "local", home, checks: true } as const;
    foresight = foresightWith({
      settings,
      open: async () => {
        opened.push("opened");
        return open();
      },
    });
    assert.deepEqual([await check("service", hello), opened, said], [[], [], []]);
    rmSync(home, { recursive: true });
  });

  it("fails the check of the dynamic provider", async () => {
    await world.resource("service").create(hello, world.call());
    const adapter = new DynamicAdapter(operate(RESOURCES.service));
    const settings: Record<string, string> = {
      "apprunner:target": "local",
      "apprunner:endpoint": world.api.endpoint,
      "apprunner:home": world.home,
    };
    adapter.configure({ config: { get: (key) => settings[key] } });
    const { failures } = await adapter.check({}, hello);
    assert.equal(failures.length, 1);
    assert.match(failures[0]!.reason, /^serviceName: "hello" is taken/);
  });
});
