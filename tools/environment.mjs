// The one place that says with which environment the project starts anything: runtime, Pulumi, tests.
import { randomBytes } from "node:crypto";
import { linkSync, mkdirSync, rmSync, writeFileSync } from "node:fs";
import { delimiter, join } from "node:path";
import { pathToFileURL } from "node:url";
import { readMachine } from "./machine.mjs";
import { cacheFolder, projectFolder, runtimeHome } from "./paths.mjs";

/**
 * The environment for a command of this project. It adds to `env`, and what a user has set stays: a backend, a passphrase,
 * a DOCKER_HOST. `machine` is what set-up found (tools/machine.mjs).
 */
export function projectEnvironment({ env = process.env, machine = readMachine(cacheFolder(env)) } = {}) {
  const home = runtimeHome(env);
  return {
    ...env,
    PATH: searchPath(env, machine),
    ...dockerHost(machine),
    ...clients(machine),
    ...peers(machine),
    PULUMI_HOME: env.PULUMI_HOME || join(cacheFolder(env), "pulumi-home"),
    PULUMI_SKIP_UPDATE_CHECK: "true",
    PULUMI_BACKEND_URL: env.PULUMI_BACKEND_URL || backendOf(home),
    ...passphrase(env, home),
  };
}

/** Our Node, the Pulumi CLI and its plugins first: the CLI starts `node` and `pulumi-resource-*` by their bare names. */
function searchPath(env, machine) {
  const folders = [
    join(projectFolder, "node_modules/.bin"),
    ...(machine.pulumi?.folders ?? []),
    ...(machine.languages?.folders ?? []),
    // For a Pulumi CLI on the user's own PATH that came without its plugins.
    join(projectFolder, "node_modules/@pulumi/pulumi"),
  ];
  const rest = (env.PATH ?? "").split(delimiter).filter((folder) => !folders.includes(folder));
  return [...folders, ...rest].join(delimiter);
}

function dockerHost(machine) {
  return machine.engine?.host ? { DOCKER_HOST: machine.engine.host } : {};
}

// Where the tests find the AWS CLI and boto3.
function clients(machine) {
  return machine.clients?.folder ? { APPRUNNER_TEST_CLIENTS: machine.clients.folder } : {};
}

// Where the tests find @pulumi/aws and @pulumi/docker.
function peers(machine) {
  return machine.peers?.folder ? { APPRUNNER_TEST_PEERS: machine.peers.folder } : {};
}

function backendOf(home) {
  const folder = join(home, "pulumi");
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  return pathToFileURL(folder).href;
}

// Stacks hold secrets, so they are encrypted with a passphrase that nobody has to invent: random, readable by its owner only.
function passphrase(env, home) {
  if (env.PULUMI_CONFIG_PASSPHRASE !== undefined || env.PULUMI_CONFIG_PASSPHRASE_FILE) return {};
  const file = join(home, "passphrase");
  const draft = `${file}.${process.pid}`;
  mkdirSync(home, { recursive: true, mode: 0o700 });
  writeFileSync(draft, `${randomBytes(24).toString("base64url")}\n`, { mode: 0o600 });
  try {
    // Made whole or not at all, and never over one that stacks are encrypted with.
    linkSync(draft, file);
  } catch (error) {
    if (error.code !== "EEXIST") throw error;
  } finally {
    rmSync(draft);
  }
  return { PULUMI_CONFIG_PASSPHRASE_FILE: file };
}
