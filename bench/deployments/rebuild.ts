import { spawn } from "node:child_process";
import { cpSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { pipeline } from "node:stream/promises";
import { planBuild } from "../../runtime/build/plan";
import { sourceFiles } from "../../runtime/build/sourceFiles";
import { createDockerEngine } from "../../runtime/engine/docker";
import { buildSteps } from "../../runtime/engine/docker/build";
import { packContext } from "../../runtime/engine/docker/context";
import type { BuildImageRequest } from "../../runtime/engine/engine";
import { hostSettings } from "../../runtime/engine/hostSettings";
import { median } from "./service";

const EXAMPLE = resolve(__dirname, "..", "..", "examples", "python-hello");
const HOME_ID = "bench-rebuild";
const ROUNDS = 5;
const MOST_TIMES = 2;

/** A build after a change of source only, against `docker build` of the same Dockerfile after such a change; in turns. */
export async function measureRebuild(): Promise<boolean> {
  const sourceDirectory = mkdtempSync(join(tmpdir(), "apprunner-rebuild-"));
  cpSync(EXAMPLE, sourceDirectory, { recursive: true });
  const engine = createDockerEngine({ homeId: HOME_ID, environment: process.env });
  const plan = planBuild({
    repository: {
      RepositoryUrl: "file:///measured",
      SourceCodeVersion: { Type: "BRANCH", Value: "main" },
      CodeConfiguration: { ConfigurationSource: "REPOSITORY" },
    },
    readFile: sourceFiles(sourceDirectory),
  });
  let change = 0;
  const next = (): BuildImageRequest => {
    writeFileSync(join(sourceDirectory, "change.txt"), `change ${++change} of ${process.pid}`);
    const reference = `apprunner/${HOME_ID}:${change}`;
    return { reference, plan, sourceDirectory, onLine: () => undefined, signal: new AbortController().signal };
  };
  try {
    await engine.buildImage(next());
    const times = { rebuild: [] as number[], byHand: [] as number[] };
    for (let round = 0; round < ROUNDS; round++) {
      times.byHand.push(await timed(() => buildByHand(next())));
      times.rebuild.push(await timed(() => engine.buildImage(next())));
    }
    const ratio = median(times.rebuild) / median(times.byHand);
    console.log(`  rebuild after a change of source: median ${median(times.rebuild).toFixed(0)} ms`);
    console.log(`  docker build of the same Dockerfile: median ${median(times.byHand).toFixed(0)} ms`);
    console.log(`  ratio ${ratio.toFixed(2)} (at most ${MOST_TIMES})`);
    return ratio <= MOST_TIMES;
  } finally {
    await engine.reset();
    await engine.close();
    rmSync(sourceDirectory, { recursive: true, force: true });
  }
}

async function buildByHand(request: BuildImageRequest): Promise<void> {
  const settings = hostSettings(process.env);
  const dockerfile = `${buildSteps(HOME_ID, settings, request)
    .map(({ instruction }) => instruction)
    .join("\n")}\n`;
  const child = spawn("docker", ["build", "--quiet", "--tag", request.reference, "-"], {
    env: { ...process.env, DOCKER_BUILDKIT: "0" },
    stdio: ["pipe", "ignore", "ignore"],
  });
  const ended = new Promise<number | null>((done) => child.once("exit", done));
  const { certificates } = settings;
  await pipeline(packContext({ dockerfile, certificates, sourceDirectory: request.sourceDirectory }), child.stdin);
  const code = await ended;
  if (code !== 0) throw new Error(`docker build ended with ${code}`);
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const began = performance.now();
  await work();
  return performance.now() - began;
}
