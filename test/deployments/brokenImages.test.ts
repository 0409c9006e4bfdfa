import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import type { ImageConfiguration, Service } from "@aws-sdk/client-apprunner";
import { whyNoDocker } from "../support/docker";
import { type PullRegistry, type RegistryImage, startPullRegistry } from "../support/pullRegistry";
import { startRuntime, type TestRuntime } from "../support/runtime";
import { skip } from "../support/skip";
import { type Attempt, type Attempted, type Attempts, attemptsOn } from "./attempts";

/** Prepared by set-up; its program is what the images that do run run. */
const NODE = "node:22-bookworm-slim";

const SERVER = 'require("http").createServer((_, response) => response.end("good")).listen(process.env.PORT)';
const START = `node -e '${SERVER}'`;

/** The processor that this machine has not: its name, and its number (EM_AARCH64, EM_X86_64) in the first bytes of a program for it. */
const OTHER =
  process.arch === "arm64" ? { architecture: "amd64", machine: "3e00" } : { architecture: "arm64", machine: "b700" };
const OTHER_PROGRAM = Buffer.concat([
  Buffer.from(`7f454c460201010000000000000000000200${OTHER.machine}`, "hex"),
  Buffer.alloc(64),
]);

interface BrokenImage {
  what: string;
  /** Put into the registry; `{open}` and `{private}` in `image` stand for the host of one. */
  put?: RegistryImage;
  image: string;
  configuration?: ImageConfiguration;
  says: readonly RegExp[];
}

const IMAGES: readonly BrokenImage[] = [
  {
    what: "whose registry is not there",
    image: "127.0.0.1:1/team/app:1",
    says: [/Image 127\.0\.0\.1:1\/team\/app:1 is not on this machine/, /its registry is not reached/],
  },
  {
    what: "with a tag that is not there",
    image: "{open}/team/app:9",
    says: [/cannot be pulled: the registry does not have it/],
  },
  {
    what: "with a digest that is not there",
    image: `{open}/team/app@sha256:${"1".repeat(64)}`,
    says: [/cannot be pulled: the registry does not have it/],
  },
  {
    what: "that is private, without credentials",
    put: { files: { app: "" }, architecture: "amd64" },
    image: "{private}/team/app:1",
    says: [/cannot be pulled: the registry refuses access/, /docker login 127\.0\.0\.1:\d+/],
  },
  {
    what: "for another architecture",
    put: { files: { app: OTHER_PROGRAM }, architecture: OTHER.architecture, config: { Cmd: ["/app"] } },
    image: "{open}/team/other:1",
    says: [/made for another processor architecture \((arm64|amd64)\)/],
  },
  {
    what: "without any command",
    put: { files: { app: "" }, architecture: "amd64" },
    image: "{open}/team/nothing:1",
    says: [/cannot be started/, /no command/i, /StartCommand/],
  },
  {
    what: "without its start command",
    image: NODE,
    configuration: { StartCommand: "gunicorn app:app" },
    says: [/gunicorn/, /Its start command was not found/],
  },
  {
    what: "whose app ends well at once",
    image: NODE,
    configuration: { StartCommand: "true" },
    says: [/exited with code 0 before it was healthy/],
  },
  {
    what: "whose app crashes",
    image: NODE,
    configuration: { StartCommand: `node -e 'console.log("no database"); process.exit(3)'` },
    says: [/exited with code 3 before it was healthy/, /\| no database/],
  },
  {
    what: "whose app listens on another port",
    image: NODE,
    configuration: { StartCommand: START.replace("process.env.PORT", "9999"), Port: "8000" },
    says: [/Health check failed/, /the port in PORT \(8000\)/],
  },
  {
    what: "whose app takes more memory than it has",
    image: NODE,
    configuration: { StartCommand: "node -e 'Buffer.alloc(2e9, 1)'" },
    says: [/used more than its memory \(512 MB\)/],
  },
];

describe("a deployment of an image", function () {
  this.timeout(180_000);
  let runtime: TestRuntime | undefined;
  let attempts: Attempts;
  let registries: Record<"open" | "private", PullRegistry> | undefined;
  let good: Service;

  before(async function () {
    const why = await whyNoDocker();
    if (why) skip(this, why);
    registries = {
      open: await startPullRegistry(),
      private: await startPullRegistry({ name: "user", password: "secret" }),
    };
    runtime = await startRuntime({ engine: "docker", arguments: ["--start-timeout", "10"] });
    attempts = attemptsOn(runtime);
    good = await attempts.create("good", attemptOf(NODE, { StartCommand: START }));
    assert.equal(good.Status, "RUNNING");
  });

  after(async () => {
    await runtime?.close();
    if (!registries) return;
    for (const { image, put } of IMAGES) if (put) removeImage(nameOf(image));
    await Promise.all(Object.values(registries).map((registry) => registry.close()));
  });

  for (const [index, { what, put, image, configuration, says }] of IMAGES.entries()) {
    it(`${what} fails, says why, and leaves what served`, async () => {
      const [, kind, name] = /^\{(open|private)\}\/(.*)$/.exec(image) ?? [];
      if (put) await registries![kind as "open" | "private"].put(name!, put);
      const attempt = attemptOf(nameOf(image), configuration);
      const [created, updated] = await Promise.all([
        attempts.createBroken(`broken-${index}`, attempt),
        attempts.update(good, attempt),
      ]);
      assert.deepEqual([created.operation, created.service], ["FAILED", "CREATE_FAILED"], created.log);
      assert.deepEqual([updated.operation, updated.service], ["ROLLBACK_SUCCEEDED", "RUNNING"], updated.log);
      assert.deepEqual([...updated.answers], ["200 good"]);
      for (const { events } of [created, updated] satisfies Attempted[]) {
        for (const words of says) assert.match(events, words);
      }
    });
  }

  const nameOf = (image: string): string =>
    image.replace(/^\{(.*)\}/, (_, kind) => registries![kind as "open" | "private"].host);
});

function attemptOf(ImageIdentifier: string, configuration: ImageConfiguration = {}): Attempt {
  return {
    SourceConfiguration: {
      AutoDeploymentsEnabled: false,
      ImageRepository: { ImageIdentifier, ImageRepositoryType: "ECR", ImageConfiguration: configuration },
    },
    HealthCheckConfiguration: { HealthyThreshold: 1 },
  };
}

function removeImage(image: string): void {
  try {
    execFileSync("docker", ["rmi", image], { stdio: "ignore" });
  } catch {
    // Never pulled.
  }
}
