// What a warm `npm start` without changes costs, against a `pulumi up` of an empty stack, and what the runtime holds in memory.
import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { createIngressClient } from "../runtime/ingress/client";

const ROOT = resolve(__dirname, "..");
const ROUNDS = 5;
// Issue "Main job", Cost.
const MOST_TIMES = 3;
const MOST_MB = { "control plane": 150, ingress: 100 };

main().catch((error: Error) => {
  console.error(error.message);
  process.exitCode = 1;
});

async function main(): Promise<void> {
  const empty = makeEmptyProject();
  try {
    // Any free ports: the usual ones may be a developer's own runtime's.
    timed("npm", ["start", "--silent", "--", "--api-port", "0", "--http-port", "0", "--https-port", "0"], ROOT);
    timed("pulumi", ["stack", "init", "empty"], empty);
    timed("pulumi", upOf("empty"), empty);
    const times = measure(empty);
    const ratio = median(times.start) / median(times.empty);
    print("npm start, warm, no changes", times.start);
    print("pulumi up of an empty stack", times.empty);
    console.log(`  ratio ${ratio.toFixed(2)} (at most ${MOST_TIMES})`);
    const small = await reportMemory();
    if (ratio > MOST_TIMES || !small) process.exitCode = 1;
  } finally {
    rmSync(empty, { recursive: true, force: true });
  }
}

// In turns, so that whatever else the machine does in between weighs on both.
function measure(empty: string): { start: number[]; empty: number[] } {
  const times = { start: [] as number[], empty: [] as number[] };
  for (let round = 0; round < ROUNDS; round++) {
    times.empty.push(timed("pulumi", upOf("empty"), empty));
    times.start.push(timed("npm", ["start", "--silent"], ROOT));
  }
  return times;
}

/** The same options as `npm start` gives: a preview first would make the yardstick longer by half. */
function upOf(stack: string): string[] {
  return ["up", "--yes", "--skip-preview", "--stack", stack];
}

function makeEmptyProject(): string {
  const folder = mkdtempSync(join(tmpdir(), "apprunner-empty-"));
  writeFileSync(
    join(folder, "Pulumi.yaml"),
    "name: empty\nruntime:\n  name: nodejs\n  options: { typescript: false }\n",
  );
  writeFileSync(join(folder, "package.json"), '{ "main": "index.js" }');
  writeFileSync(join(folder, "index.js"), "");
  mkdirSync(join(folder, "node_modules"));
  symlinkSync(join(ROOT, "node_modules/@pulumi"), join(folder, "node_modules/@pulumi"));
  return folder;
}

/** Milliseconds that a command takes. Throws with what it printed when it fails. */
function timed(command: string, args: string[], cwd: string): number {
  const start = process.hrtime.bigint();
  const { status, stdout, stderr } = spawnSync(command, args, { cwd, encoding: "utf8" });
  if (status !== 0) throw new Error(`${command} ${args.join(" ")} ended with ${status}\n${stdout}\n${stderr}`);
  return Number(process.hrtime.bigint() - start) / 1e6;
}

function print(title: string, times: number[]): void {
  const each = times.map((time) => (time / 1000).toFixed(2)).join(" ");
  console.log(`  ${title}: median ${(median(times) / 1000).toFixed(2)} s (${each})`);
}

function median(values: number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
}

async function reportMemory(): Promise<boolean> {
  const home = process.env.APPRUNNER_HOME ?? "";
  const { pid } = JSON.parse(readFileSync(join(home, "endpoint.json"), "utf8")) as { pid: number };
  const found = { "control plane": pid, ingress: (await createIngressClient(home).status()).pid };
  return Object.entries(found)
    .map(([name, process]) => {
      const most = MOST_MB[name as keyof typeof MOST_MB];
      const resident = residentMb(process);
      console.log(`  ${name} (process ${process}): ${resident.toFixed(0)} MB resident (at most ${most})`);
      return resident <= most;
    })
    .every(Boolean);
}

function residentMb(pid: number): number {
  const kilobytes = /^VmRSS:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/status`, "utf8"))?.[1];
  return Number(kilobytes) / 1024;
}
