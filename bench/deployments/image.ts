import { execFileSync } from "node:child_process";
import { request } from "node:http";
import { setTimeout as delay } from "node:timers/promises";
import { aServer } from "../../test/support/gitRepository";
import { startRuntime } from "../../test/support/runtime";
import { createService, deploy, median } from "./service";

const IMAGE = "node:22-bookworm-slim";
const PROGRAM = aServer("measured");
const ROUNDS = 5;
const MOST_TIMES = 1.5;

/**
 * Deploying an image, from the call to the end of the operation, against `docker run`, a first answer, and `docker rm` of the one
 * before (the drain) by hand; in turns. True when within the bound.
 */
export async function measureImageDeployment(): Promise<boolean> {
  const runtime = await startRuntime({ engine: "docker" });
  try {
    const { arn } = await createService(runtime, {
      AutoDeploymentsEnabled: false,
      ImageRepository: {
        ImageIdentifier: IMAGE,
        ImageRepositoryType: "ECR",
        ImageConfiguration: { StartCommand: `node -e '${PROGRAM}'` },
      },
    });
    const times = { deployment: [] as number[], byHand: [] as number[] };
    let before = await runByHand();
    for (let round = 0; round < ROUNDS; round++) {
      const hand = performance.now();
      const next = await runByHand();
      endByHand(before);
      times.byHand.push(performance.now() - hand);
      before = next;
      const ours = performance.now();
      await deploy(runtime, arn);
      times.deployment.push(performance.now() - ours);
    }
    endByHand(before);
    const ratio = median(times.deployment) / median(times.byHand);
    console.log(`  deploying an image: median ${seconds(times.deployment)}; by hand ${seconds(times.byHand)}`);
    console.log(`  ratio ${ratio.toFixed(2)} (at most ${MOST_TIMES})`);
    return ratio <= MOST_TIMES;
  } finally {
    await runtime.close();
  }
}

/** The same container as the engine's, with its own options; answers its id once it has answered. */
async function runByHand(): Promise<string> {
  const id = docker(
    "run",
    "-d",
    "--init",
    "-e",
    "PORT=8080",
    "-p",
    "127.0.0.1::8080",
    "--memory",
    "512m",
    IMAGE,
    "node",
    "-e",
    PROGRAM,
  );
  const address = docker("port", id, "8080");
  while (!(await answers(address))) await delay(10);
  return id;
}

function endByHand(id: string): void {
  docker("stop", id);
  docker("rm", id);
}

function docker(...args: string[]): string {
  return execFileSync("docker", args, { encoding: "utf8" }).trim();
}

function answers(address: string): Promise<boolean> {
  const [host, port] = address.split(":");
  return new Promise((resolve) => {
    const asked = request({ host, port: Number(port) }, (response) => {
      response.resume();
      response.on("end", () => resolve(true));
    });
    asked.on("error", () => resolve(false));
    asked.end();
  });
}

function seconds(times: number[]): string {
  return `${(median(times) / 1000).toFixed(2)} s (${times.map((time) => (time / 1000).toFixed(2)).join(" ")})`;
}
