import { Agent, request } from "node:http";
import { setTimeout as delay } from "node:timers/promises";
import { aServer } from "../../test/support/gitRepository";
import { startRuntime } from "../../test/support/runtime";
import { createService, deploy } from "./service";

const DEPLOYMENTS = 20;
const REQUESTS_PER_SECOND = 300;

/** 20 deployments in a row under a constant 300 requests per second on loopback. True when not one request failed or was cut. */
export async function measureLoad(): Promise<boolean> {
  const runtime = await startRuntime({ engine: "docker" });
  try {
    const { arn, url } = await createService(runtime, {
      AutoDeploymentsEnabled: false,
      ImageRepository: {
        ImageIdentifier: "node:22-bookworm-slim",
        ImageRepositoryType: "ECR",
        ImageConfiguration: { StartCommand: `node -e '${aServer("measured")}'` },
      },
    });
    const stopping = new AbortController();
    const load = applyLoad(url, stopping.signal);
    for (let n = 0; n < DEPLOYMENTS; n++) await deploy(runtime, arn);
    stopping.abort();
    const { sent, failures, seconds } = await load;
    console.log(
      `  ${DEPLOYMENTS} deployments under ${(sent / seconds).toFixed(0)} requests per second: ` +
        `${sent} sent, ${failures.length} failed (none may)`,
    );
    for (const failure of failures.slice(0, 5)) console.log(`    ${failure}`);
    return failures.length === 0;
  } finally {
    await runtime.close();
  }
}

/** An open loop: requests leave on time, whether or not earlier ones have been answered. */
async function applyLoad(
  url: string,
  signal: AbortSignal,
): Promise<{ sent: number; failures: string[]; seconds: number }> {
  const agent = new Agent({ keepAlive: true, maxSockets: 64 });
  const failures: string[] = [];
  const pending = new Set<Promise<void>>();
  const began = performance.now();
  let sent = 0;
  while (!signal.aborted) {
    const due = ((performance.now() - began) / 1000) * REQUESTS_PER_SECOND;
    for (; sent < due; sent++) {
      const answered = ask(url, agent).then((failure) => {
        if (failure) failures.push(failure);
        pending.delete(answered);
      });
      pending.add(answered);
    }
    await delay(5);
  }
  await Promise.all(pending);
  agent.destroy();
  return { sent, failures, seconds: (performance.now() - began) / 1000 };
}

/** Why a request failed; undefined when it was answered whole. */
function ask(url: string, agent: Agent): Promise<string | undefined> {
  const [host, port] = url.split(":");
  return new Promise((resolve) => {
    const asked = request(
      { host: "127.0.0.1", port: Number(port), agent, headers: { host: `${host}:${port}` } },
      (response) => {
        let body = "";
        response.setEncoding("utf8");
        response.on("data", (chunk: string) => {
          body += chunk;
        });
        response.on("error", (error) => resolve(`cut: ${error.message}`));
        response.on("end", () => {
          const whole = response.statusCode === 200 && body === "measured";
          resolve(whole ? undefined : `${response.statusCode} ${body.slice(0, 80)}`);
        });
      },
    );
    asked.on("error", (error) => resolve(error.message));
    asked.end();
  });
}
