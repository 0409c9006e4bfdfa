import assert from "node:assert/strict";
import * as messages from "@pulumi/pulumi/proto/provider_pb";
import type { Client } from "../../provider/client";
import type { Properties } from "../../provider/core/resource";
import { RESOURCES, type ResourceName } from "../../provider/resources";
import { type Made, makeEverything } from "../import/everything";
import { type ProviderWorld, startProviderWorld } from "../provider/world";
import { type PluginClient, request, startPluginClient, struct, urnOf } from "./pluginClient";

/** Something that is there: the ids that an import of it takes, the one that the state then has, and a program that says the same. */
interface Row {
  kind: ResourceName;
  what: string;
  ids: string[];
  becomes: string;
  program: Properties;
}

describe("an import through the plugin", () => {
  let world: ProviderWorld;
  let plugin: PluginClient;
  let rows: Row[];

  before(async () => {
    world = await startProviderWorld();
    rows = rowsOf(await makeEverything(world));
    const { serviceArn } = rows.find(({ what }) => what === "a deployment")!.program;
    const deployed = await world.resource("deployment").create({ serviceArn }, world.call());
    const deployment = rows.find(({ kind }) => kind === "deployment")!;
    Object.assign(deployment, { ids: [deployed.id], becomes: deployed.id });
    const { api } = world.call();
    plugin = await startPluginClient({ open: async () => ({ ...api, close() {} }) as unknown as Client });
    const settings = { target: "local", endpoint: world.api.endpoint, home: world.home };
    await plugin.ask("configure", request(messages.ConfigureRequest, { Args: struct(settings) }));
    world.writes.length = 0;
  });
  after(async () => {
    await plugin?.close();
    await world?.close();
  });

  it("is tested for every kind", () => {
    const tested = new Set(rows.map(({ kind }) => kind));
    assert.deepEqual([...tested].sort(), Object.keys(RESOURCES).sort());
  });

  for (const { kind, what, forms } of FORMS()) {
    for (const [index, form] of forms.entries()) {
      it(`takes ${what} by ${form}, and the program then changes nothing`, async () => {
        const row = rows.find((one) => one.kind === kind && one.what === what)!;
        assert.equal(row.ids.length, forms.length);
        const { id, inputs, outputs } = await read(row.ids[index]!, kind);
        assert.equal(id, row.becomes);
        for (const program of [row.program, inputs]) {
          const checked = await check(program, inputs, kind);
          assert.deepEqual(checked.reasons, []);
          assert.deepEqual(await differences(outputs, checked.inputs, kind), []);
        }
        // A refresh right after it has nothing to say either.
        const refreshed = await read(id, kind, outputs, inputs);
        assert.deepEqual([refreshed.outputs, refreshed.inputs], [outputs, inputs]);
        assert.deepEqual(world.writes, []);
      });
    }
  }

  it("finds nothing under an id that is nobody's, and says what an id looks like", async () => {
    const service = rows.find(({ kind }) => kind === "service")!.becomes;
    for (const [kind, id] of [
      ["service", "nobody"],
      ["service", service.replace(/.$/, (last) => (last === "0" ? "1" : "0"))],
      ["connection", "nobody"],
      ["autoScalingConfiguration", "nobody"],
      ["observabilityConfiguration", "nobody"],
      ["vpcConnector", "nobody"],
      ["vpcIngressConnection", "nobody"],
      ["customDomainAssociation", `nobody.example.com,${service}`],
      ["customDomainAssociation", "shop.example.com,nobody"],
      ["deployment", `00000000000000000000000000000000,${service}`],
    ] as [ResourceName, string][]) {
      assert.equal((await read(id, kind)).id, "", `${kind} ${id}`);
    }
    for (const kind of ["customDomainAssociation", "deployment"] as const) {
      await assert.rejects(read("nobody", kind), /"nobody" is no id of .*: (domain|operationId),serviceArn/);
    }
  });

  async function read(id: string, kind: ResourceName, outputs?: Properties, inputs?: Properties) {
    const fields = {
      Id: id,
      Urn: urnOf(classOf(kind)),
      Properties: outputs && struct(outputs),
      Inputs: inputs && struct(inputs),
    };
    const answer = await plugin.ask<messages.ReadResponse>("read", request(messages.ReadRequest, fields));
    const plain = (value: { toJavaScript(): unknown } | undefined) => (value?.toJavaScript() ?? {}) as Properties;
    return { id: answer.getId(), outputs: plain(answer.getProperties()), inputs: plain(answer.getInputs()) };
  }

  async function check(news: Properties, olds: Properties, kind: ResourceName) {
    const fields = { Urn: urnOf(classOf(kind)), News: struct(news), Olds: struct(olds) };
    const answer = await plugin.ask<messages.CheckResponse>("check", request(messages.CheckRequest, fields));
    const reasons = answer.getFailuresList().map((failure) => failure.getReason());
    return { reasons, inputs: answer.getInputs()!.toJavaScript() as Properties };
  }

  async function differences(olds: Properties, news: Properties, kind: ResourceName): Promise<string[]> {
    const fields = { Id: "an id", Urn: urnOf(classOf(kind)), Olds: struct(olds), News: struct(news) };
    const answer = await plugin.ask<messages.DiffResponse>("diff", request(messages.DiffRequest, fields));
    return answer
      .getDetaileddiffMap()
      .getEntryList()
      .map(([path]) => path);
  }
});

/** The forms of ids that each thing is imported by, as rowsOf gives them. */
function FORMS(): { kind: ResourceName; what: string; forms: string[] }[] {
  return [
    { kind: "service", what: "a service of code", forms: ["its ARN", "its name"] },
    { kind: "service", what: "a service of an image", forms: ["its ARN", "its name"] },
    { kind: "connection", what: "a connection", forms: ["its ARN", "its name"] },
    {
      kind: "autoScalingConfiguration",
      what: "an auto scaling configuration",
      forms: ["its ARN without revision", "its ARN", "its ARN up to the revision", "its name"],
    },
    {
      kind: "observabilityConfiguration",
      what: "an observability configuration",
      forms: ["its ARN without revision", "its ARN", "its ARN up to the revision", "its name"],
    },
    { kind: "defaultAutoScalingConfiguration", what: "the default configuration", forms: ["the word default"] },
    { kind: "vpcConnector", what: "a VPC connector", forms: ["its ARN", "its name"] },
    { kind: "vpcIngressConnection", what: "an ingress connection", forms: ["its ARN", "its name"] },
    {
      kind: "customDomainAssociation",
      what: "a domain",
      forms: ["the domain and the service's ARN", "the domain and the service's name"],
    },
    { kind: "customDomainValidation", what: "a validation", forms: ["the domain and the service's ARN"] },
    { kind: "deployment", what: "a deployment", forms: ["the operation's id and the service's ARN"] },
  ];
}

function rowsOf(made: Made): Row[] {
  const row = (what: string, { kind, id, inputs }: Made[keyof Made], ...others: string[]): Row => ({
    kind,
    what,
    ids: [id, ...others],
    becomes: id,
    program: inputs,
  });
  const revisions = ({ outputs }: Made[keyof Made], output: string): string[] => {
    const arn = outputs[output] as string;
    return [arn, arn.split("/").slice(0, 3).join("/"), arn.split("/")[1]!];
  };
  const { domain, image } = made;
  const place = { domainName: "*.example.com", serviceArn: image.id };
  return [
    row("a service of code", made.shop, "shop"),
    row("a service of an image", image, "default"),
    row("a connection", made.connection, "github"),
    row("an auto scaling configuration", made.scaling, ...revisions(made.scaling, "autoScalingConfigurationArn")),
    row("an observability configuration", made.tracing, ...revisions(made.tracing, "observabilityConfigurationArn")),
    row("the default configuration", made.standard),
    row("a VPC connector", made.connector, "shop"),
    row("an ingress connection", made.ingress, "from-vpc"),
    row("a domain", domain, "*.example.com,default"),
    { kind: "customDomainValidation", what: "a validation", ids: [domain.id], becomes: domain.id, program: place },
    { kind: "deployment", what: "a deployment", ids: [], becomes: "", program: { serviceArn: image.id } },
  ];
}

function classOf(kind: ResourceName): string {
  return RESOURCES[kind].definition.kind;
}
