import assert from "node:assert/strict";
import type { Client } from "../../provider/client";
import type { AppRunnerOperation } from "../../provider/core/api";
import { type Found, takeInventory } from "../../sdk/import/inventory";
import { literal } from "../../sdk/import/literal";
import { nameAll } from "../../sdk/import/names";
import { writeProgram } from "../../sdk/import/program";
import { type ProviderWorld, startProviderWorld } from "../provider/world";
import { CANARY, type Made, makeEverything } from "./everything";

describe("an account as a program", () => {
  let world: ProviderWorld;
  let made: Made;
  let calls: string[];
  /** Every list begins with an empty page, as App Runner's own do now and then. */
  let client: Client;

  before(async () => {
    world = await startProviderWorld();
    made = await makeEverything(world);
    client = {
      ...world.client,
      call: (async (name: AppRunnerOperation, input: { NextToken?: string }, options: never) => {
        calls.push(name);
        const isList = name.startsWith("List") && name !== "ListTagsForResource";
        if (isList && !input.NextToken) return { NextToken: "after an empty page" };
        const NextToken = input.NextToken === "after an empty page" ? undefined : input.NextToken;
        return world.client.call(name, { ...input, NextToken } as never, options);
      }) as Client["call"],
    };
  });
  beforeEach(() => {
    calls = [];
  });
  after(() => world.close());

  it("has everything that is there, behind empty pages too, and only reads", async () => {
    const { found } = await takeInventory(client);
    const there = found.map(({ kind, name }) => `${kind} ${name}`).sort();
    assert.deepEqual(there, [
      "autoScalingConfiguration shop",
      "autoScalingConfiguration twice",
      "connection github",
      "customDomainAssociation *.example.com",
      "defaultAutoScalingConfiguration default",
      "observabilityConfiguration traces",
      "service default",
      "service shop",
      "vpcConnector shop",
      "vpcIngressConnection from-vpc",
    ]);
    assert.deepEqual(
      calls.filter((name) => !/^(List|Describe)/.test(name)),
      [],
    );
  });

  it("leaves out what is AWS's own and what is older, and says so", async () => {
    const { leftOut } = await takeInventory(client);
    assert.deepEqual(
      leftOut.map(({ what }) => what),
      [
        "auto scaling configuration DefaultConfiguration",
        "auto scaling configuration twice, revision 1",
        "observability configuration DefaultConfiguration",
      ],
    );
  });

  it("says references for what it has, and the ARN of what it has not, with a note", async () => {
    const { text, notes } = writeProgram(await takeInventory(client));
    assert.match(text, /connectionArn: github\.connectionArn/);
    assert.match(text, /autoScalingConfigurationArn: shopScaling\.autoScalingConfigurationArn/);
    assert.match(text, /observabilityConfigurationArn: traces\.observabilityConfigurationArn/);
    assert.match(text, /vpcConnectorArn: shopConnector\.vpcConnectorArn/);
    assert.match(text, /domainName: "\*\.example\.com",\s+serviceArn: defaultService\.serviceArn/);
    const older = made.old.outputs.autoScalingConfigurationArn as string;
    assert.deepEqual(text.match(/arn:aws:apprunner[^"]*/g), [older]);
    assert.deepEqual(notes, [
      { what: "service default", why: `uses ${older}, which the program does not have: the ARN stands there as it is` },
    ]);
  });

  it("keeps what App Runner decided and a new program would lose", async () => {
    const { text } = writeProgram(await takeInventory(client));
    assert.match(text, /securityGroups: \["sg-1"\]/);
  });

  it("asks the configuration for what may be a secret, and says what the user calls none", async () => {
    const inventory = await takeInventory(client);
    const { text, secrets } = writeProgram(inventory);
    assert.ok(!text.includes(CANARY));
    const keys = ["buildCommand", "startCommand", "PORT_NAME", "TOKEN", "odd-name"].map((name) => `shop.${name}`);
    assert.deepEqual(
      secrets.map(({ key }) => key),
      keys,
    );
    assert.equal(secrets.find(({ key }) => key === "shop.TOKEN")!.value, CANARY);
    const plainer = writeProgram(inventory, ["PORT_NAME", "buildCommand"]);
    assert.match(plainer.text, /buildCommand: "npm ci"/);
    assert.match(plainer.text, /PORT_NAME: "web"/);
    assert.ok(!plainer.text.includes(CANARY));
  });

  it("is the same whenever it is written", async () => {
    const [one, other] = [await takeInventory(client), await takeInventory(world.client)];
    assert.deepEqual(writeProgram(one), writeProgram({ ...other, found: [...other.found].reverse() }));
  });

  it("takes one service with what it uses and what leads to it", async () => {
    const { found, leftOut } = await takeInventory(client, { service: made.image.id });
    assert.deepEqual(found.map(({ name }) => name).sort(), ["*.example.com", "default"]);
    assert.deepEqual(leftOut, []);
  });

  it("makes every name an identifier of its own", () => {
    const found = ["new", "new", "1st", "Shop-Web", "shop_web", "shopWeb", "shopWebUrl"].map(
      (name, index) => ({ kind: index === 1 ? "connection" : "service", name }) as Found,
    );
    const names = [...nameAll(found).values()].map(({ variable }) => variable);
    assert.equal(new Set(names).size, found.length);
    for (const name of names) assert.match(name, /^[a-z][A-Za-z0-9]*$/);
    assert.ok(!names.includes("new"));
  });

  it("writes any key and text so that TypeScript reads it back", () => {
    const value = JSON.parse(
      '{"__proto__": "a", "odd key": ["`$x`", "\\u2028\\"\\\\"], "then": {"empty": {}, "list": []}}',
    );
    const read = new Function(`return (${literal(value)});`)() as Record<string, unknown>;
    assert.equal(JSON.stringify(read), JSON.stringify(value));
    assert.equal(Object.getPrototypeOf(read), Object.prototype);
  });
});
