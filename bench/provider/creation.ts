import { rmSync, writeFileSync } from "node:fs";
import { setTimeout as delay } from "node:timers/promises";
import { ListOperationsCommand, paginateListServices, type ServiceSummary } from "@aws-sdk/client-apprunner";
import type { PulumiProject } from "../../test/provider/pulumiProject";
import type { TestRuntime } from "../../test/support/runtime";
import { NAME, oneServiceProgram, ourProgram, RESOURCES, SERVICES } from "./programs";
import { type CountingProxy, isRead } from "./proxy";
import { writeProgram } from "./stack";

/** The longest that a build waits for all creations to be asked for. */
const GATE_MS = 120_000;

/** What a measurement of creations works on. `gate` is the file that a build waits for. */
export interface CreationParts {
  project: PulumiProject;
  repositoryUrl: string;
  gate: string;
  runtime: TestRuntime;
  proxy: CountingProxy;
}

/**
 * Creates one service alone, then the 200 resources, on the real local App Runner. On AWS a creation takes minutes; here the builds
 * wait until every creation has been asked for, or for two minutes. True when all were under way at once and every service ended
 * RUNNING. How many are built and started at once is the runtime's own business.
 */
export async function measureCreation(parts: CreationParts): Promise<boolean> {
  const { project, repositoryUrl, gate, runtime, proxy } = parts;
  writeFileSync(gate, "");
  writeProgram(project, oneServiceProgram(repositoryUrl));
  const alone = await seconds(() => project.up());
  rmSync(gate);
  writeProgram(project, ourProgram(repositoryUrl));
  proxy.forget();
  const together = await seconds(() =>
    Promise.all([project.up("--parallel", String(RESOURCES)), openGate(gate, proxy)]),
  );
  const services = await measured(runtime);
  const running = services.filter(({ Status }) => Status === "RUNNING").length;
  const starts = startsOf(proxy);
  const most = mostAtOnce(starts, await endsOf(services, runtime));
  const reads = proxy.calls().filter(isRead).length;
  console.log(
    `  ${SERVICES} services and ${RESOURCES - SERVICES} other resources in ${together.toFixed(0)} s, one service alone in ${alone.toFixed(1)} s`,
  );
  console.log(
    `  ${most} creations under way at once (all ${SERVICES}), asked for within ${((starts.at(-1)! - starts[0]!) / 1000).toFixed(1)} s; ` +
      `${running} RUNNING at the end; ${proxy.calls().length} calls, ${reads} of them reads`,
  );
  return running === SERVICES && most === SERVICES;
}

async function openGate(gate: string, proxy: CountingProxy): Promise<void> {
  const deadline = Date.now() + GATE_MS;
  while (startsOf(proxy).length < SERVICES && Date.now() < deadline) await delay(50);
  writeFileSync(gate, "");
}

async function seconds(work: () => Promise<unknown>): Promise<number> {
  const startedAt = performance.now();
  await work();
  return (performance.now() - startedAt) / 1000;
}

async function measured(runtime: TestRuntime): Promise<ServiceSummary[]> {
  const found: ServiceSummary[] = [];
  for await (const page of paginateListServices({ client: runtime.client() }, {})) {
    found.push(...(page.ServiceSummaryList ?? []));
  }
  return found.filter(({ ServiceName }) => ServiceName!.startsWith(NAME));
}

function startsOf(proxy: CountingProxy): number[] {
  const creations = proxy.calls().filter(({ operation }) => operation === "CreateService");
  return creations.map(({ at }) => at);
}

async function endsOf(services: readonly ServiceSummary[], runtime: TestRuntime): Promise<number[]> {
  const client = runtime.client();
  const ends = services.map(async ({ ServiceArn }) => {
    const { OperationSummaryList = [] } = await client.send(new ListOperationsCommand({ ServiceArn }));
    return OperationSummaryList.find(({ Type }) => Type === "CREATE_SERVICE")!.EndedAt!.getTime();
  });
  return Promise.all(ends);
}

/** The most that had begun and not ended, over all moments. */
function mostAtOnce(starts: readonly number[], ends: readonly number[]): number {
  const begun = (moment: number): number => starts.filter((at) => at <= moment).length;
  const ended = (moment: number): number => ends.filter((at) => at <= moment).length;
  return Math.max(0, ...starts.map((moment) => begun(moment) - ended(moment)));
}
