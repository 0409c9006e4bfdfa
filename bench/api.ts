// What the API costs: how its reads grow with the database, and its throughput against a bare node:http server with the same bytes.
import { type ChildProcess, fork } from "node:child_process";
import { mkdtempSync, openSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Caller, quantile, type SignedCall, signCall } from "./api/load";
import type { Population } from "./api/population";
import type { Ready, Role } from "./api/server";

// Issue "API", Cost.
const MOST_GROWTH = 1.5;
const LEAST_THROUGHPUT = 0.3;

const SMALL: Population = { services: 10, operations: 100, configurations: 10 };
const LARGE: Population = { services: 1_000, operations: 10_000, configurations: 1_000 };
// Short rounds in turns: whatever else the machine does in between weighs on both sides.
const ROUNDS = 40;
const CALLS_A_ROUND = 100;
const MS_A_ROUND = 300;
const WARM_UP_MS = 1_000;
const CONNECTIONS = 8;
const PAGE = 4;

const folder = mkdtempSync(join(tmpdir(), "apprunner-bench-"));
const children: ChildProcess[] = [];

main()
  .catch((error: Error) => {
    console.error(error.stack);
    process.exitCode = 1;
  })
  .finally(() => {
    for (const child of children) child.kill();
    rmSync(folder, { recursive: true, force: true });
  });

async function main(): Promise<void> {
  const small = await startRuntime("small", SMALL);
  const large = await startRuntime("large", LARGE);
  const grown: boolean[] = [];
  grown.push(await compareGrowth("DescribeService", small, large, small.describe, large.describe));
  const [page, samePage] = [await middlePage(small, SMALL), await middlePage(large, LARGE)];
  grown.push(await compareGrowth(`ListServices, a page of ${PAGE}`, small, large, page, samePage));
  const fast = await compareThroughput(large);
  await Promise.all([small.caller.close(), large.caller.close()]);
  if (!fast || grown.includes(false)) process.exitCode = 1;
}

interface Server {
  port: number;
  caller: Caller;
}

interface RuntimeServer extends Server {
  describe: SignedCall;
}

async function startRuntime(name: string, population: Population): Promise<RuntimeServer> {
  const home = mkdtempSync(join(folder, `${name}-`));
  const { serviceArn, ...server } = await start(name, { serves: "runtime", folder: home, population });
  return { ...server, describe: await signCall(server.port, "DescribeService", { ServiceArn: serviceArn }) };
}

async function start(name: string, role: Role): Promise<Server & Ready> {
  const output = openSync(join(folder, `${name}.log`), "w");
  const child = fork(join(__dirname, "api", "server.ts"), {
    execArgv: ["--require", "ts-node/register/transpile-only"],
    stdio: ["ignore", output, "inherit", "ipc"],
  });
  children.push(child);
  const ready = await ask<Ready>(child, role);
  return { ...ready, caller: new Caller(ready.port, CONNECTIONS) };
}

function ask<Told>(child: ChildProcess, message: Role): Promise<Told> {
  return new Promise((resolve, reject) => {
    const ended = (code: number | null): void => reject(new Error(`a server ended with ${code}`));
    child.once("exit", ended);
    child.once("message", (told) => {
      child.off("exit", ended);
      resolve(told as Told);
    });
    child.send(message);
  });
}

function listCall({ port }: Server, NextToken?: string): Promise<SignedCall> {
  return signCall(port, "ListServices", { MaxResults: PAGE, NextToken });
}

/** A page with pages before and after it: one at the beginning could be fast by accident. */
async function middlePage(server: Server, { services }: Population): Promise<SignedCall> {
  let call = await listCall(server);
  for (let page = 0; page < Math.floor(services / PAGE / 2); page++) {
    const { NextToken } = JSON.parse((await server.caller.send(call)).body) as { NextToken?: string };
    call = await listCall(server, NextToken);
  }
  return call;
}

async function compareGrowth(
  what: string,
  small: Server,
  large: Server,
  ofSmall: SignedCall,
  ofLarge: SignedCall,
): Promise<boolean> {
  const times = { small: [] as number[], large: [] as number[] };
  await small.caller.latencies(ofSmall, CALLS_A_ROUND);
  await large.caller.latencies(ofLarge, CALLS_A_ROUND);
  for (let round = 0; round < ROUNDS; round++) {
    times.small.push(...(await small.caller.latencies(ofSmall, CALLS_A_ROUND)));
    times.large.push(...(await large.caller.latencies(ofLarge, CALLS_A_ROUND)));
  }
  const ratio = quantile(times.large, 0.5) / quantile(times.small, 0.5);
  const sizes = [LARGE, SMALL].map(({ services }) => `${services} services`).join(" against ");
  const figures = `${quantile(times.large, 0.5).toFixed(3)} ms, ${quantile(times.small, 0.5).toFixed(3)} ms`;
  console.log(`${what}, ${sizes}: ${figures}\n  ratio ${ratio.toFixed(2)} (at most ${MOST_GROWTH})`);
  return ratio <= MOST_GROWTH;
}

/** Calls a second over all connections, in the rounds that the rest of the machine disturbed least. */
async function compareThroughput(runtime: RuntimeServer): Promise<boolean> {
  const { body, contentType } = await runtime.caller.send(runtime.describe);
  const bare = await start("bare", { serves: "bytes", body, contentType });
  const counts = { runtime: [] as number[], bare: [] as number[] };
  await runtime.caller.count(runtime.describe, WARM_UP_MS);
  await bare.caller.count(runtime.describe, WARM_UP_MS);
  for (let round = 0; round < ROUNDS; round++) {
    counts.runtime.push(await runtime.caller.count(runtime.describe, MS_A_ROUND));
    counts.bare.push(await bare.caller.count(runtime.describe, MS_A_ROUND));
  }
  await bare.caller.close();
  const rates = [counts.runtime, counts.bare].map((each) => (quantile(each, 0.9) * 1000) / MS_A_ROUND);
  const ratio = rates[0]! / rates[1]!;
  console.log(
    `DescribeService against a bare node:http server with the same ${body.length} bytes: ` +
      `${rates.map((rate) => `${Math.round(rate)}/s`).join(", ")}\n  ratio ${ratio.toFixed(2)} (at least ${LEAST_THROUGHPUT})`,
  );
  return ratio >= LEAST_THROUGHPUT;
}
