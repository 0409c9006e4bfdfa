// What the provider costs: 200 resources against as many trivial dynamic ones, its API calls, its memory, loading it. Issue "Provider".
import { mkdtempSync, rmSync } from "node:fs";
import { loadavg, tmpdir } from "node:os";
import { join } from "node:path";
import { createPulumiProject, type PulumiProject, whyNoPulumi } from "../test/provider/pulumiProject";
import { createRepository } from "../test/support/gitRepository";
import { startRuntime } from "../test/support/runtime";
import { compare } from "./provider/comparison";
import { type CreationParts, measureCreation } from "./provider/creation";
import { measureLoading } from "./provider/loading";
import { watchMemory } from "./provider/memory";
import { appFiles, ourProgram, QUOTAS, RESOURCES, trivialProgram } from "./provider/programs";
import { type CountingProxy, isRead, startProxy } from "./provider/proxy";
import { timePulumi, writeProgram } from "./provider/stack";

const MOST_MB = 200;
const UP = ["up", "--yes", "--skip-preview"];

/** The provider process of each adapter, by what its command line holds. */
const ADAPTERS = {
  dynamic: { config: {}, command: "cmd/dynamic-provider" },
  plugin: { config: { "apprunner:plugin": "true" }, command: "pulumi-resource-apprunner" },
};

main().catch((error: Error) => {
  console.error(error.stack);
  process.exitCode = 1;
});

async function main(): Promise<void> {
  const reason = await whyNoPulumi();
  if (reason) throw new Error(reason);
  console.log(`load average at the start: ${loadavg()[0]!.toFixed(1)}`);
  const within = [measureLoading()];
  const trivial = await createPulumiProject({});
  const folder = mkdtempSync(join(tmpdir(), "apprunner-bench-"));
  const gate = join(folder, "gate");
  const repository = createRepository(appFiles(gate));
  try {
    writeProgram(trivial, trivialProgram());
    for (const [name, adapter] of Object.entries(ADAPTERS)) {
      console.log(`with the ${name} provider`);
      within.push(...(await measureAdapter(adapter, trivial, { repositoryUrl: repository.url, gate })));
      await timePulumi(trivial, ["destroy", "--yes", "--skip-preview"]);
    }
  } finally {
    repository.remove();
    rmSync(folder, { recursive: true, force: true });
    trivial.remove();
  }
  console.log(`load average at the end: ${loadavg()[0]!.toFixed(1)}`);
  if (within.includes(false)) process.exitCode = 1;
}

type Adapter = (typeof ADAPTERS)[keyof typeof ADAPTERS];

/** A local App Runner of its own, from nothing to 100 services that run, and the stack once nothing changes any more. */
async function measureAdapter(
  { config, command }: Adapter,
  trivial: PulumiProject,
  source: Pick<CreationParts, "repositoryUrl" | "gate">,
): Promise<boolean[]> {
  const runtime = await startRuntime({ engine: "process", arguments: ["--quotas", QUOTAS] });
  const proxy = await startProxy(runtime.endpoint.endpoint);
  const target = { "apprunner:target": "local", "apprunner:home": runtime.home, "apprunner:endpoint": proxy.endpoint };
  const ours = await createPulumiProject({ ...target, ...config });
  const memory = watchMemory();
  try {
    writeProgram(ours, ourProgram(source.repositoryUrl));
    const within = [await compare("first preview", ["preview"], ours, trivial)];
    within.push(await measureCreation({ project: ours, ...source, runtime, proxy }));
    await timePulumi(trivial, UP);
    within.push(await compare("preview without changes", ["preview"], ours, trivial));
    within.push(await compare("`up` without changes", UP, ours, trivial));
    within.push(await countCalls(ours, proxy));
    const megabytes = memory.end(command);
    console.log(`  provider process: ${megabytes.toFixed(0)} MB resident at most (at most ${MOST_MB})`);
    return [...within, megabytes <= MOST_MB];
  } finally {
    ours.remove();
    await proxy.close();
    await runtime.close();
  }
}

/** True when an unchanged `up` writes nothing and reads each resource once at most. What a refresh asks is only told. */
async function countCalls(ours: PulumiProject, proxy: CountingProxy): Promise<boolean> {
  proxy.forget();
  await timePulumi(ours, [...UP, "--expect-no-changes"]);
  const calls = proxy.calls();
  const reads = calls.filter(isRead).length;
  const writes = calls.length - reads;
  proxy.forget();
  await timePulumi(ours, ["refresh", "--yes", "--skip-preview", "--expect-no-changes"]);
  const refresh = proxy.calls();
  console.log(
    `  calls of an \`up\` without changes: ${writes} that write (none), ${reads} that read (at most ${RESOURCES})`,
  );
  console.log(
    `  calls of a refresh: ${refresh.filter((call) => !isRead(call)).length} that write, ${refresh.filter(isRead).length} that read`,
  );
  return writes === 0 && reads <= RESOURCES;
}
