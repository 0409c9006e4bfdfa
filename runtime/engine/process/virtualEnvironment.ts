import { createHash, randomUUID } from "node:crypto";
import { existsSync } from "node:fs";
import { chmod, mkdir, readdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { Layout } from "./layout";
import { ask, type Machine } from "./machine";
import { runCommand } from "./runCommand";

export interface EnvironmentRequest {
  layout: Layout;
  machine: Machine;
  /** Full path of the interpreter. */
  python: string;
  /** Where the environment comes to be, in place of one that is there. It cannot be moved later: its scripts hold the path. */
  path: string;
  signal: AbortSignal;
}

/** The interpreter cannot make a virtual environment. `said` is what it wrote. */
export class NoVirtualEnvironment extends Error {
  override readonly name = "NoVirtualEnvironment";
  constructor(readonly said: readonly string[]) {
    super(said.join("\n"));
  }
}

/**
 * Makes a virtual environment with pip. Installing pip takes seconds of work, so it is done once per interpreter, in a template, and
 * copied from there. Throws NoVirtualEnvironment.
 */
export async function makeVirtualEnvironment(request: EnvironmentRequest): Promise<void> {
  const template = await ensureTemplate(request);
  await rm(request.path, { recursive: true, force: true });
  await venv(request, request.path, "--without-pip");
  await copyAll(request, await sitePackages(template), await sitePackages(request.path));
  for (const name of await readdir(join(template, "bin"))) {
    if (name.startsWith("pip"))
      await copyScript(join(template, "bin", name), join(request.path, "bin", name), request.path);
  }
}

async function ensureTemplate(request: EnvironmentRequest): Promise<string> {
  const { layout, machine, python } = request;
  const folder = join(layout.directory, "environments");
  // What the name leads to, through links and version managers, may be another interpreter tomorrow.
  const interpreter = await ask('"$PYTHON" -c "import sys; print(sys.base_prefix, sys.version)"', {
    ...machine.environment,
    PYTHON: python,
  });
  const key = createHash("sha256").update(`${python}\0${interpreter}`).digest("hex").slice(0, 16);
  const template = join(folder, key);
  if (existsSync(template)) return template;
  await mkdir(folder, { recursive: true });
  const unfinished = `${template}-${randomUUID().slice(0, 8)}`;
  try {
    await venv(request, unfinished);
    await rename(unfinished, template);
  } catch (error) {
    await rm(unfinished, { recursive: true, force: true });
    if (!existsSync(template)) throw error; // Else another build was quicker.
  }
  return template;
}

async function venv({ machine, python, signal }: EnvironmentRequest, path: string, option = ""): Promise<void> {
  const said: string[] = [];
  const code = await runCommand({
    command: `exec "$PYTHON" -m venv ${option} "$VENV"`,
    directory: "/",
    environment: { ...machine.environment, PYTHON: python, VENV: path },
    onLine: (line) => said.push(line),
    signal,
  });
  if (code !== 0) throw new NoVirtualEnvironment(said);
}

/** By cp: thousands of small files, one by one through Node.js, take ten times as long. */
async function copyAll({ machine, signal }: EnvironmentRequest, from: string, to: string): Promise<void> {
  const said: string[] = [];
  const environment = { ...machine.environment, FROM: from, TO: to };
  const code = await runCommand({
    command: 'exec cp -R "$FROM/." "$TO"',
    directory: "/",
    environment,
    onLine: (line) => said.push(line),
    signal,
  });
  if (code !== 0) throw new NoVirtualEnvironment(said);
}

async function sitePackages(environment: string): Promise<string> {
  const version = (await readdir(join(environment, "lib"))).find((name) => name.startsWith("python"));
  return join(environment, "lib", version ?? "python3", "site-packages");
}

/** A script's first line names its interpreter. */
async function copyScript(from: string, to: string, environment: string): Promise<void> {
  const text = await readFile(from, "utf8");
  await writeFile(to, text.replace(/^#!.*/, `#!${join(environment, "bin", "python3")}`));
  await chmod(to, 0o755);
}
