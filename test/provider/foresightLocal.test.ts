import assert from "node:assert/strict";
import Docker from "dockerode";
import { callLocal } from "../../cli/local/callLocal";
import { type Client, openClient } from "../../provider/client";
import type { Finding } from "../../provider/core/account";
import { operate } from "../../provider/core/operate";
import type { Properties } from "../../provider/core/resource";
import { systemClock } from "../../provider/core/wait";
import { Foresight } from "../../provider/foresight";
import { RESOURCES } from "../../provider/resources";
import { whyNoDocker } from "../support/docker";
import { startRuntime, type TestRuntime } from "../support/runtime";
import { skip } from "../support/skip";

describe("the look at a local App Runner", function () {
  this.timeout(60_000);
  let runtime: TestRuntime;
  let client: Client;
  let foresight: Foresight;
  const look = (inputs: Properties): Promise<Finding[]> => {
    const { definition, foresee } = operate(RESOURCES.service);
    return foresight.ofCheck(definition, foresee, {}, inputs);
  };
  const anImage = (imageIdentifier: string, runtimeEnvironmentSecrets?: Record<string, string>): Properties => ({
    sourceConfiguration: {
      imageRepository: {
        imageIdentifier,
        imageRepositoryType: "ECR_PUBLIC",
        ...(runtimeEnvironmentSecrets && { imageConfiguration: { runtimeEnvironmentSecrets } }),
      },
    },
    instanceConfiguration: { instanceRoleArn: "arn:aws:iam::000000000000:role/app" },
  });

  before(async function () {
    const reason = await whyNoDocker();
    if (reason) skip(this, reason);
    runtime = await startRuntime({ engine: "docker" });
    client = await openClient({ target: "local", home: runtime.home });
    const settings = { target: "local", home: runtime.home, checks: true } as const;
    foresight = new Foresight({ settings, open: async () => client, clock: systemClock, log: () => {} });
  });
  after(async () => {
    client?.close();
    await runtime?.close();
  });

  it("says which image of the machine's Docker a name stands for, or that there is none", async function () {
    const images = await new Docker().listImages();
    const tag = images.flatMap(({ RepoTags }) => RepoTags ?? []).find((name) => !name.startsWith("<none>"));
    if (!tag) skip(this, "no image on this machine");
    const [here] = await look(anImage(tag));
    assert.equal(here!.severity, "note");
    assert.match(here!.message, /is sha256:[0-9a-f]{64} now$/);
    const [built] = await look(anImage("not-built-yet:1"));
    assert.deepEqual(
      [built!.severity, built!.path],
      ["warning", "sourceConfiguration.imageRepository.imageIdentifier"],
    );
    assert.match(built!.message, /not-built-yet:1 is not on this machine: the deployment pulls it from docker\.io, or/);
    const [ofFile] = await look(anImage("apprunner/shop-web:0123456789abcdef"));
    assert.deepEqual(
      [ofFile!.severity, ofFile!.message],
      ["note", "apprunner/shop-web:0123456789abcdef is built first"],
    );
    const [elsewhere] = await look(anImage("public.ecr.aws/me/none:1"));
    assert.equal(elsewhere!.severity, "note");
    assert.match(elsewhere!.message, /the deployment pulls it from public\.ecr\.aws$/);
  });

  it("names the command that sets a secret which is not there", async () => {
    const place = { home: runtime.home, region: "us-east-1" };
    const { Secret } = await callLocal(place, "PutSecret", { Name: "db", Value: '{"password":"canary-4f"}' });
    const foreign = "arn:aws:secretsmanager:us-east-1:123456789012:secret:prod/db-AbCdEf";
    const found = await look(
      anImage("public.ecr.aws/me/none:1", {
        RIGHT: `${Secret.Arn}:password::`,
        NO_KEY: `${Secret.Arn}:user::`,
        FOREIGN: `${foreign}:password::`,
        NO_NAME: "hunter2",
      }),
    );
    const warnings = found.filter(({ severity }) => severity === "warning");
    const said = new Map(warnings.map(({ path, message }) => [path.split(".").at(-1)!, message]));
    assert.deepEqual([...said.keys()].sort(), ["FOREIGN", "NO_KEY", "NO_NAME"]);
    assert.ok(
      said
        .get("FOREIGN")!
        .includes(`npx apprunner local secret set '${foreign}' --region us-east-1 --home '${runtime.home}'\``),
    );
    assert.match(said.get("NO_KEY")!, /has no key "user"/);
    assert.ok(!JSON.stringify(found).includes("hunter2") && !JSON.stringify(found).includes("canary"));
  });
});
