import assert from "node:assert/strict";
import type { Client, ClientOptions } from "../client";
import { PartialFailure } from "../core/failure";
import type { Operated } from "../core/operate";
import { operate } from "../core/operate";
import type { Properties } from "../core/resource";
import { RESOURCES } from "../resources";
import { DynamicAdapter } from "./dynamicAdapter";

const PROVIDER = 'exports.handler=()=>require("pulumi-apprunner/dynamic").service';
const config = (values: Record<string, string>) => ({ config: { get: (key: string) => values[key] } });
const aClient = {} as Client;

/** The Service's own check and diff, with the given functions in the place of what would call an API. */
function adapter(functions: Partial<Operated> = {}, opened: ClientOptions[] = []): DynamicAdapter {
  const made = new DynamicAdapter({ ...operate(RESOURCES.service), ...functions }, async (options) => {
    opened.push(options);
    return aClient;
  });
  made.configure(config({ "apprunner:checks": "off" }));
  return made;
}

const inputs: Properties = {
  __provider: PROVIDER,
  sourceConfiguration: { imageRepository: { imageIdentifier: "hello:1", imageRepositoryType: "ECR" } },
};

describe("the dynamic adapter", () => {
  it("waits for its settings, though Pulumi does not", async () => {
    const opened: ClientOptions[] = [];
    const shim = adapter({ delete: async () => {} }, opened);
    shim.configure(config({ "apprunner:target": "local", "apprunner:region": "eu-west-1" }));
    await Promise.all([shim.delete("a", inputs), shim.delete("b", inputs)]);
    assert.deepEqual(
      opened.map(({ target, region }) => [target, region]),
      [["local", "eu-west-1"]],
    );
  });

  it("does nothing without settings", async () => {
    const shim = new DynamicAdapter(operate(RESOURCES.service), async () => aClient);
    await assert.rejects(shim.create(inputs), /Pulumi gave no configuration/);
    assert.match((await shim.check({}, inputs)).failures[0]!.reason, /Pulumi gave no configuration/);
  });

  it("tells a wrong setting as a failed check", async () => {
    const shim = adapter();
    shim.configure(config({ "apprunner:target": "azure" }));
    const { failures } = await shim.check({}, inputs);
    assert.deepEqual(failures, [{ property: "", reason: 'apprunner:target is "azure": must be one of aws, local' }]);
    await assert.rejects(shim.create(inputs), /apprunner:target/);
  });

  it("names the property in the reason, never in the field that Pulumi prints with the value", async () => {
    const { failures } = await adapter().check({}, { ...inputs, serviceName: "a" });
    assert.ok(
      failures.some(({ property, reason }) => property === "" && /^serviceName: "a" is not allowed/.test(reason)),
    );
  });

  it("leaves `changes` out when there are some, and says which replace", async () => {
    const olds = { ...inputs, serviceName: "hello" };
    assert.deepEqual(await adapter().diff("id", olds, inputs), { changes: false });
    const inPlace = { replaces: [], deleteBeforeReplace: false };
    const said = await whatIsWritten(async () => {
      assert.deepEqual(await adapter().diff("id", olds, { ...inputs, tags: { a: "1" } }), inPlace);
      assert.deepEqual(
        await adapter().diff("id", olds, { ...inputs, healthCheckConfiguration: { interval: 9 } }),
        inPlace,
      );
    });
    assert.equal(
      said,
      "Service hello: the change deploys nothing\nService hello: the change deploys: new instances take over once they are healthy\n",
    );
    const written = await whatIsWritten(async () => {
      assert.deepEqual(await adapter().diff("id", olds, { ...inputs, serviceName: "other" }), {
        replaces: ["serviceName"],
        deleteBeforeReplace: false,
      });
    });
    assert.match(written, /^id will be replaced: the name of a service cannot be changed/);
  });

  it("says before an update what App Runner will not do, and not for a replacement", async () => {
    const olds = {
      ...inputs,
      serviceName: "hello",
      instanceConfiguration: { instanceRoleArn: "arn:aws:iam::1:role/a" },
    };
    const taken = await whatIsWritten(
      async () => void (await adapter().diff("id", olds, { ...inputs, serviceName: "hello" })),
    );
    assert.match(
      taken,
      /warning: Service hello: instanceConfiguration\.instanceRoleArn: .* never takes it away\..*an update of it is refused/,
    );
    const renamed = await whatIsWritten(
      async () => void (await adapter().diff("id", olds, { ...inputs, serviceName: "other" })),
    );
    assert.doesNotMatch(renamed, /never takes it away/);
  });

  it("says that there is a change where nothing but a repair is to be done", async () => {
    const olds = { ...inputs, serviceName: "hello", status: "CREATE_FAILED" };
    assert.deepEqual(await adapter().diff("id", olds, inputs), {
      changes: true,
      replaces: [],
      deleteBeforeReplace: false,
    });
  });

  it("answers nothing undefined", async () => {
    const shim = adapter({
      create: async () => ({ id: "a", outputs: { a: undefined, b: { c: undefined, d: 1 } } }),
      read: async () => ({ id: "a", outputs: { a: undefined }, inputs: { b: undefined } }),
      update: async () => ({ a: undefined }),
    });
    assert.deepEqual(await shim.create(inputs), { id: "a", outs: { b: { d: 1 } } });
    assert.deepEqual(await shim.read("a", inputs), { id: "a", props: {}, inputs: {} });
    assert.deepEqual(await shim.update("a", inputs, inputs), { outs: {} });
  });

  it("says with an empty id that a thing is gone", async () => {
    assert.deepEqual(await adapter({ read: async () => undefined }).read("a", inputs), { id: "", props: {} });
  });

  it("gives Pulumi what it needs to keep a thing that is not what it should be", async () => {
    const shim = adapter({
      create: async () => {
        throw new PartialFailure("it does not start", "arn:a", { status: "CREATE_FAILED", url: undefined });
      },
    });
    const failure = await shim.create(inputs).catch((error) => error);
    assert.deepEqual(
      [failure.id, failure.reasons, failure.properties, failure.message],
      ["arn:a", ["it does not start"], { status: "CREATE_FAILED", __provider: PROVIDER }, "it does not start"],
    );
  });

  it("never passes on an error that Pulumi would take for such a thing", async () => {
    const shim = adapter({
      create: async () => {
        throw Object.assign(new Error("no"), { id: "a request's id" });
      },
    });
    const failure = await shim.create(inputs).catch((error) => error);
    assert.ok(!("id" in failure));
  });

  it("repeats no value that the program's class says is a secret, in no way of writing it", async () => {
    const canary = "canary 4711 é";
    const written = `GET /?token=${encodeURIComponent(canary)} ${Buffer.from(canary).toString("base64")} ${canary}`;
    const fails = async (): Promise<never> => {
      throw new PartialFailure(written, "arn:a", {});
    };
    const shim = adapter({ create: fails, update: fails, read: fails, delete: fails });
    const told = {
      ...inputs,
      tags: { note: canary },
      serviceName: canary,
      __secrets: [["tags", "note"], ["serviceName"]],
    };
    const { failures } = await shim.check({}, told);
    assert.match(failures[0]!.reason, /^serviceName: the value is not allowed: must be/);
    const attempts = [
      shim.create(told),
      shim.update("arn:a", inputs, told),
      shim.update("arn:a", told, inputs),
      shim.read("arn:a", told),
      shim.delete("arn:a", told),
    ];
    for (const attempt of attempts) {
      const { message } = await (attempt as Promise<unknown>).then(
        () => assert.fail("nothing failed"),
        (error: Error) => error,
      );
      assert.equal(message, "GET /?token=[secret] [secret] [secret]");
    }
  });

  it("gives no inputs for what is only read: Pulumi could not tell which are secrets", async () => {
    const read = async () => ({ id: "a", outputs: { port: "80" }, inputs: { port: "80" } });
    const shim = adapter({ read });
    assert.deepEqual(await shim.read("a", { __onlyRead: true }), { id: "a", props: { port: "80" } });
    assert.deepEqual((await shim.read("a", {})).inputs, { port: "80" });
  });

  it("opens its client again when opening failed", async () => {
    let tries = 0;
    const shim = new DynamicAdapter({ ...operate(RESOURCES.service), delete: async () => {} }, async () => {
      if (tries++ === 0) throw new Error("the runtime does not start");
      return aClient;
    });
    shim.configure(config({}));
    await assert.rejects(shim.delete("a", inputs), /does not start/);
    await shim.delete("a", inputs);
  });
});

async function whatIsWritten(work: () => Promise<void>): Promise<string> {
  const { write } = process.stdout;
  let text = "";
  process.stdout.write = ((chunk: string) => {
    text += chunk;
    return true;
  }) as typeof process.stdout.write;
  try {
    await work();
  } finally {
    process.stdout.write = write;
  }
  return text;
}
