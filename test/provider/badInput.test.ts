import assert from "node:assert/strict";
import type { ServiceError } from "@grpc/grpc-js";
import * as messages from "@pulumi/pulumi/proto/provider_pb";
import { DynamicAdapter, type DynamicFailure } from "../../provider/adapters/dynamicAdapter";
import type { Lookup } from "../../provider/core/lookup";
import { operate } from "../../provider/core/operate";
import type { Properties, Target } from "../../provider/core/resource";
import { UNKNOWN } from "../../provider/core/unknown";
import { LOOKUPS, type LookupName } from "../../provider/lookups";
import { runLookup } from "../../provider/lookups/run";
import { RESOURCES, type ResourceName } from "../../provider/resources";
import { SETTINGS } from "../../provider/settings";
import { type PluginClient, request, startPluginClient, struct, urnOf } from "../plugin/pluginClient";
import { BAD_COMBINATIONS, changed } from "./badCombinations";
import { badInputs, type Place, pathsOf, placesOf, VALID_QUESTIONS, validInputs } from "./badInputCases";

/** Nothing is asked of AWS: a check looks at the account only when all is right, and here not even then. */
const ON_AWS: Properties = { region: "eu-west-1", checks: "off" };

describe("bad input, with the dynamic provider and the plugin", () => {
  const plugins = {} as Record<Target, PluginClient>;
  before(async () => {
    for (const target of ["aws", "local"] as const) {
      plugins[target] = await startPluginClient();
      const settings = struct({ ...ON_AWS, target });
      await plugins[target].ask("configure", request(messages.ConfigureRequest, { Args: settings }));
    }
  });
  after(() => Promise.all(Object.values(plugins).map((plugin) => plugin.close())));

  /** What both adapters say is wrong, which must be the same. */
  const reasonsOf = async (name: ResourceName, inputs: Properties, target: Target = "aws"): Promise<string[]> => {
    const plain = JSON.parse(JSON.stringify(inputs)) as Properties;
    const failures = await checkDynamic(name, plain, { ...ON_AWS, target });
    const fields = { Urn: urnOf(RESOURCES[name].definition.kind), News: struct(plain), Olds: struct({}) };
    const answer = await plugins[target].ask<messages.CheckResponse>("check", request(messages.CheckRequest, fields));
    const ofPlugin = answer.getFailuresList().map((failure) => [failure.getProperty(), failure.getReason()]);
    assert.deepEqual(
      failures.map(({ property, reason }) => [property, reason]),
      ofPlugin,
    );
    return failures.map(({ property, reason }) => {
      assert.equal(property, "", "Pulumi prints the value of a property that a failure names");
      return reason;
    });
  };

  for (const name of Object.keys(RESOURCES) as ResourceName[]) {
    const { kind, inputs: schema } = RESOURCES[name].definition;
    const valid = validInputs(name);
    const places = placesOf(schema, valid);

    describe(kind, () => {
      it("has inputs here that are right and have every property", async () => {
        for (const inputs of valid) assert.deepEqual(await reasonsOf(name, inputs), []);
        const seen = new Set(places.map(({ path }) => path));
        assert.deepEqual(
          pathsOf(schema).filter((path) => !seen.has(path)),
          [],
        );
      });

      for (const place of places) {
        it(`${place.path || "as a whole"}: every mistake is named with its path, its value and what is allowed`, () =>
          allNamed(place, (inputs) => reasonsOf(name, inputs)));
      }

      for (const { what, base = 0, change, target, says } of BAD_COMBINATIONS[name] ?? []) {
        it(`refuses ${what}`, async () => {
          const reasons = await reasonsOf(name, changed(valid[base]!, change), target);
          assert.deepEqual(reasons, [says]);
          assert.ok(!reasons.join().includes("canary-text"));
        });
      }

      it("takes a value that is not known yet anywhere", async () => {
        for (const { path, put } of places.filter((place) => place.path !== "")) {
          assert.deepEqual(await reasonsOf(name, put(UNKNOWN)), [], path);
        }
      });
    });
  }
});

/** What a setting must not be, and the whole message. */
const BAD_SETTINGS: [setting: string, value: unknown, says: string][] = [
  ["target", "azure", 'apprunner:target is "azure": must be one of aws, local'],
  ["target", "AWS", 'apprunner:target is "AWS": must be one of aws, local'],
  ["region", "EU West", 'apprunner:region is "EU West": must be the name of a region, as eu-west-1'],
  ["region", "eu_west_1", 'apprunner:region is "eu_west_1": must be the name of a region, as eu-west-1'],
  ["endpoint", "here", 'apprunner:endpoint is "here": must be an http:// or https:// URL'],
  ["endpoint", "file:///a", 'apprunner:endpoint is "file:///a": must be an http:// or https:// URL'],
  ["home", "here", 'apprunner:home is "here": must be an absolute path, or start with ~/'],
  ["checks", "true", 'apprunner:checks is "true": must be one of on, off'],
  [
    "defaultTags",
    "team=web",
    'apprunner:defaultTags must be a map of keys to values: pulumi config set --path "apprunner:defaultTags.<key>" <value>',
  ],
];

describe("bad settings, with the dynamic provider and the plugin", () => {
  let plugin: PluginClient;
  before(async () => {
    plugin = await startPluginClient();
  });
  after(() => plugin.close());

  const ofPlugin = async (settings: Properties): Promise<string[]> => {
    const urn = "urn:pulumi:dev::project::pulumi:providers:apprunner::mine";
    const fields = { Urn: urn, News: struct(settings), Olds: struct({}) };
    const answer = await plugin.ask<messages.CheckResponse>("checkConfig", request(messages.CheckRequest, fields));
    return answer.getFailuresList().map((failure) => failure.getReason());
  };

  it("are of settings that there are", () => {
    const known = Object.keys(SETTINGS);
    assert.deepEqual(
      BAD_SETTINGS.filter(([name]) => !known.includes(name)),
      [],
    );
  });

  for (const [name, value, says] of BAD_SETTINGS) {
    it(`refuse ${name} ${JSON.stringify(value)} in the same words`, async () => {
      const settings = { target: "aws", region: "eu-west-1", [name]: value };
      assert.deepEqual(await ofPlugin(settings), [says]);
      const failures = await checkDynamic("service", validInputs("service")[0]!, settings);
      assert.deepEqual(failures, [{ property: "", reason: says }]);
    });
  }

  it("refuse a list for defaultTags, and take a map and what is not known yet", async () => {
    assert.deepEqual(await ofPlugin({ defaultTags: ["a"] }), ["apprunner:defaultTags is a list: must be a map"]);
    for (const right of [{ team: "web" }, '{"team":"web"}', UNKNOWN, { team: UNKNOWN }])
      assert.deepEqual(await ofPlugin({ defaultTags: right }), []);
  });

  for (const name of Object.keys(SETTINGS).filter((name) => name !== "defaultTags")) {
    it(`refuse a list or an object for ${name}, and take what is not known yet`, async () => {
      assert.deepEqual(await ofPlugin({ [name]: ["canary-text"] }), [`apprunner:${name} is a list: must be a string`]);
      assert.deepEqual(await ofPlugin({ [name]: { a: "canary-text" } }), [
        `apprunner:${name} is an object: must be a string`,
      ]);
      assert.deepEqual(await ofPlugin({ [name]: UNKNOWN }), []);
    });
  }

  it("refuse a setting that there is not, and name the nearest", async () => {
    const there = `(there are ${Object.keys(SETTINGS).join(", ")})`;
    assert.deepEqual(await ofPlugin({ regoin: "canary-text" }), [
      `apprunner:regoin: there is no such setting; did you mean region? ${there}`,
    ]);
    assert.deepEqual(await ofPlugin({ zzzzzzzzzzzz: "canary-text" }), [
      `apprunner:zzzzzzzzzzzz: there is no such setting ${there}`,
    ]);
  });
});

describe("bad questions, with the dynamic provider and the plugin", () => {
  let plugin: PluginClient;
  before(async () => {
    plugin = await startPluginClient();
    await plugin.ask("configure", request(messages.ConfigureRequest, { Args: struct({ ...ON_AWS, target: "aws" }) }));
  });
  after(() => plugin.close());

  const reasonsOf = async (name: LookupName, args: Properties): Promise<string[]> => {
    const plain = JSON.parse(JSON.stringify(args)) as Properties;
    const settings: Properties = { ...ON_AWS, target: "aws" };
    const get = (key: string) => settings[key.replace("apprunner:", "")] as string | undefined;
    const fails = (error: Error) => error.message;
    const ofDynamic = await runLookup(name, plain, get, () => {}).then(() => assert.fail("it was asked"), fails);
    const fields = { Tok: `apprunner:index:${name}`, Args: struct(plain) };
    const ofPlugin = await plugin.ask("invoke", request(messages.InvokeRequest, fields)).then(
      () => assert.fail("it was asked"),
      (error: ServiceError) => error.details,
    );
    assert.equal(ofPlugin, ofDynamic);
    assert.ok(ofDynamic.startsWith(`${name}: `), ofDynamic);
    return [ofDynamic.slice(`${name}: `.length)];
  };

  for (const [name, lookup] of Object.entries(LOOKUPS) as [LookupName, Lookup][]) {
    const places = placesOf(lookup.inputs, VALID_QUESTIONS[name]);

    describe(name, () => {
      it("has arguments here that between them are all", () => {
        const seen = places.map(({ path }) => path);
        assert.deepEqual(
          pathsOf(lookup.inputs).filter((path) => !seen.includes(path)),
          [],
        );
      });

      for (const place of places) {
        it(`${place.path || "as a whole"}: every mistake is named with its path, its value and what is allowed`, () =>
          allNamed(place, (args) => reasonsOf(name, args)));
      }

      if (!lookup.oneOf) return;
      it("refuses to be asked for nothing, or for two things at once", async () => {
        const says = [`give exactly one of ${lookup.oneOf!.join(" and ")}`];
        assert.deepEqual(await reasonsOf(name, {}), says);
        assert.deepEqual(await reasonsOf(name, Object.assign({}, ...VALID_QUESTIONS[name])), says);
      });
    });
  }
});

async function checkDynamic(name: ResourceName, inputs: Properties, settings: Properties): Promise<DynamicFailure[]> {
  const adapter = new DynamicAdapter(operate(RESOURCES[name]), async () => assert.fail("a client was opened"));
  adapter.configure({ config: { get: (key) => settings[key.replace("apprunner:", "")] as string | undefined } });
  return (await adapter.check({}, inputs)).failures;
}

async function allNamed(place: Place, reasonsOf: (inputs: Properties) => Promise<string[]>): Promise<void> {
  let cases = 0;
  for (const { what, path, inputs, says, hides } of badInputs(place)) {
    const reasons = await reasonsOf(inputs);
    const reason = reasons.find((each) => each.startsWith(`${path}: `));
    const found = `${path} ${what}: ${reasons.join("\n")}`;
    assert.ok(reason, found);
    assert.equal(reasons.length, 1, `one mistake is one message: ${found}`);
    assert.deepEqual(
      says.filter((part) => !reason.includes(part)),
      [],
      found,
    );
    assert.ok(hides === undefined || !reasons.join("\n").includes(hides), found);
    cases++;
  }
  assert.ok(cases > 0);
}
