import assert from "node:assert/strict";
import * as messages from "@pulumi/pulumi/proto/provider_pb";
import { membersOf } from "../../provider/core/property";
import type { Properties } from "../../provider/core/resource";
import { UNKNOWN } from "../../provider/core/unknown";
import { RESOURCES, type ResourceName } from "../../provider/resources";
import { type BadCombination, changed } from "../provider/badCombinations";
import { validInputs } from "../provider/badInputCases";
import { type PluginClient, request, startPluginClient, struct, urnOf } from "./pluginClient";

type Change = BadCombination["change"];

const TAGS: Change = { tags: { team: "green" } };
const CODE = "sourceConfiguration.codeRepository.codeConfiguration.codeConfigurationValues";
const OF_SERVICE = ["serviceArn", "serviceId", "serviceUrl", "url", "status"];
const ARN = "arn:aws:apprunner:us-east-1:123456789012:autoscalingconfiguration/other/1/0123456789abcdef";

/** What an update of each kind keeps: the outputs that a preview knows, given what changes and the outputs before. */
const UPDATES: [name: ResourceName, what: string, change: Change, known: string[], before?: Properties][] = [
  ["service", "tags", TAGS, OF_SERVICE],
  ["service", "the source", { [`${CODE}.port`]: "81" }, OF_SERVICE],
  [
    "service",
    "the way in",
    { "networkConfiguration.ingressConfiguration.isPubliclyAccessible": false },
    ["serviceArn", "serviceId", "status"],
  ],
  ["service", "a repair", TAGS, ["serviceArn", "serviceId"], { status: "CREATE_FAILED" }],
  ["connection", "tags", TAGS, ["connectionArn", "status"]],
  ["connection", "tags before its handshake", TAGS, ["connectionArn"], { status: "PENDING_HANDSHAKE" }],
  [
    "autoScalingConfiguration",
    "tags",
    TAGS,
    ["autoScalingConfigurationArn", "autoScalingConfigurationRevision", "latest", "status"],
  ],
  ["autoScalingConfiguration", "sizes", { maxSize: 5 }, ["latest", "status"]],
  ["autoScalingConfiguration", "sizes of an older revision", { maxSize: 5 }, ["status"], { latest: false }],
  [
    "observabilityConfiguration",
    "tags",
    TAGS,
    ["observabilityConfigurationArn", "observabilityConfigurationRevision", "latest", "status"],
  ],
  ["observabilityConfiguration", "tracing", { traceConfiguration: undefined }, ["latest", "status"]],
  ["defaultAutoScalingConfiguration", "the configuration", { autoScalingConfigurationArn: ARN }, ["status"]],
  ["vpcConnector", "tags", TAGS, ["vpcConnectorArn", "vpcConnectorRevision", "status"]],
  ["vpcIngressConnection", "tags", TAGS, ["vpcIngressConnectionArn", "domainName", "accountId", "status"]],
  [
    "vpcIngressConnection",
    "the endpoint",
    { "ingressVpcConfiguration.vpcEndpointId": "vpce-2" },
    ["vpcIngressConnectionArn", "accountId", "status"],
  ],
  [
    "vpcIngressConnection",
    "a repair",
    TAGS,
    ["vpcIngressConnectionArn", "domainName", "accountId"],
    { status: "FAILED_CREATION" },
  ],
  ["customDomainAssociation", "nothing", {}, ["dnsTarget", "status", "certificateValidationRecords", "vpcDNSTargets"]],
  ["customDomainAssociation", "a repair", {}, ["dnsTarget"], { status: "CREATE_FAILED" }],
  ["deployment", "nothing", {}, ["operationId", "status", "startedAt", "endedAt"]],
];

/** The status with which all is well. */
const WELL: Partial<Record<ResourceName, string>> = {
  service: "RUNNING",
  connection: "AVAILABLE",
  vpcIngressConnection: "AVAILABLE",
  deployment: "SUCCEEDED",
};

describe("what the plugin's preview of an update knows", () => {
  let plugin: PluginClient;
  before(async () => {
    plugin = await startPluginClient();
    const settings = { target: "aws", region: "eu-west-1", checks: "off" };
    await plugin.ask("configure", request(messages.ConfigureRequest, { Args: struct(settings) }));
  });
  after(() => plugin.close());

  for (const [name, what, change, known, before] of UPDATES) {
    it(`of a ${RESOURCES[name].definition.kind}, changing ${what}: ${known.join(", ")}`, async () => {
      const { kind, outputs } = RESOURCES[name].definition;
      const inputs = validInputs(name).at(-1)!;
      const all = membersOf(outputs)!.map(([output]) => output);
      const values = Object.fromEntries(all.map((output) => [output, `before: ${output}`]));
      const olds = plain({ ...inputs, ...values, latest: true, status: WELL[name] ?? "ACTIVE", ...before });
      const news = plain(changed(inputs, change));
      const fields = { Id: "an id", Urn: urnOf(kind), Olds: struct(olds), News: struct(news), Preview: true };
      const answer = await plugin.ask<messages.UpdateResponse>("update", request(messages.UpdateRequest, fields));
      const seen = answer.getProperties()!.toJavaScript() as Properties;
      assert.deepEqual(all.filter((output) => seen[output] !== UNKNOWN).sort(), [...known].sort());
      for (const output of known) assert.deepEqual(seen[output], olds[output]);
    });
  }

  it("is said here of every kind that an update does something to", () => {
    const said = new Set(UPDATES.map(([name]) => name));
    const others = (Object.keys(RESOURCES) as ResourceName[]).filter((name) => !said.has(name));
    assert.deepEqual(others, ["customDomainValidation"], "its wait is tested beside it");
  });
});

function plain(properties: Properties): Properties {
  return JSON.parse(JSON.stringify(properties)) as Properties;
}
