import assert from "node:assert/strict";
import { DynamicAdapter } from "../../provider/adapters/dynamicAdapter";
import { SET_OUTSIDE } from "../../provider/adapters/strangers";
import type { Client } from "../../provider/client";
import type { Properties } from "../../provider/core/resource";
import { AN_IMAGE, type ProviderWorld, startProviderWorld } from "./world";

const PROVIDER = 'exports.handler=()=>require("pulumi-apprunner/dynamic").service';

describe("a value that may be a secret and that somebody set elsewhere, with the dynamic provider", () => {
  let world: ProviderWorld;
  let service: DynamicAdapter;
  /** A service of the program, to which somebody has added a variable and whose command somebody has changed. */
  let id: string;
  let made: Properties;

  before(async () => {
    world = await startProviderWorld();
    service = new DynamicAdapter(
      world.resource("service"),
      async () => ({ ...world.call().api, close() {} }) as unknown as Client,
      // Not this process's own: another test's plugin may have been cancelled in it.
      () => ({ signal: new AbortController().signal, during: (work) => work() }),
    );
    const settings: Record<string, string> = { "apprunner:target": "local", "apprunner:endpoint": world.api.endpoint };
    service.configure({ config: { get: (key) => settings[key] } });
  });
  after(() => world.close());
  beforeEach(async () => {
    const created = await service.create(program({ A: "1", TOKEN: "t" }));
    id = created.id;
    made = created.outs;
    const ImageConfiguration = {
      StartCommand: "run --token secret",
      RuntimeEnvironmentVariables: { A: "1", TOKEN: "t", ADDED: "secret" },
    };
    const ImageRepository = { ImageIdentifier: "hello:1", ImageRepositoryType: "ECR" as const, ImageConfiguration };
    await world.client.call("UpdateService", { ServiceArn: id, SourceConfiguration: { ImageRepository } });
  });
  afterEach(() => service.delete(id, {}));

  it("is not read by a refresh: neither the state nor the screen gets it", async () => {
    const { props, inputs } = await service.read(id, made);
    assert.ok(!JSON.stringify([props, inputs]).includes("secret"));
    assert.deepEqual(variablesOf(inputs!), { A: "1", TOKEN: "t", ADDED: SET_OUTSIDE });
    assert.deepEqual(variablesOf(props), variablesOf(inputs!));
  });

  it("is shown as a change and taken away by the next update", async () => {
    const { props } = await service.read(id, made);
    const wanted = program({ A: "1", TOKEN: "t" });
    assert.equal((await service.diff(id, props, wanted)).changes, undefined);
    await service.update(id, props, wanted);
    assert.deepEqual((await liveVariables()).ADDED, undefined);
  });

  it("stays as it is for a program that ignores it, whatever else changes, and never reaches App Runner as a text of ours", async () => {
    const { props, inputs } = await service.read(id, made);
    // What the engine makes of `ignoreChanges`: the program's inputs with the last read ones in that place.
    const wanted = { ...inputs, __provider: PROVIDER, healthCheckConfiguration: { interval: 9 } };
    const { outs } = await service.update(id, props, wanted);
    assert.deepEqual(await liveVariables(), { A: "1", TOKEN: "t", ADDED: "secret" });
    assert.ok(!JSON.stringify(outs).includes("secret"));
    assert.deepEqual(await service.diff(id, outs, wanted), { changes: false });
  });

  it("cannot be given to a new service, and says so", async () => {
    await assert.rejects(
      service.create({ ...program({ A: SET_OUTSIDE }), serviceName: "new-one" }),
      /"\[set outside the program\]": it was set elsewhere.*Say it in the program/,
    );
  });

  it("is there for a program that only reads the service", async () => {
    const { props, inputs } = await service.read(id, { __provider: PROVIDER, __onlyRead: true });
    assert.equal(variablesOf(props).ADDED, "secret");
    // A refresh has the last outputs; inputs, which nothing marks as secrets, are never given.
    const again = await service.read(id, props);
    assert.deepEqual([variablesOf(again.props).ADDED, inputs, again.inputs], ["secret", undefined, undefined]);
  });

  async function liveVariables(): Promise<Record<string, string>> {
    const { Service } = await world.client.call("DescribeService", { ServiceArn: id });
    return Service!.SourceConfiguration!.ImageRepository!.ImageConfiguration!.RuntimeEnvironmentVariables!;
  }
});

function program(runtimeEnvironmentVariables: Record<string, string>): Properties {
  const imageConfiguration = { startCommand: "run", runtimeEnvironmentVariables };
  const sourceConfiguration = { imageRepository: { ...AN_IMAGE, imageConfiguration } };
  return { __provider: PROVIDER, serviceName: "strange", sourceConfiguration };
}

function variablesOf({ sourceConfiguration }: Properties): Record<string, string> {
  const { imageRepository } = sourceConfiguration as { imageRepository: { imageConfiguration: Properties } };
  return imageRepository.imageConfiguration.runtimeEnvironmentVariables as Record<string, string>;
}
