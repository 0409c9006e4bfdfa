// What the tests drive as a user of Python would: the AWS CLI, boto3 and Pulumi's package, and moto, which stands in for other services
// of AWS: in an environment of their own.
import { createHash } from "node:crypto";
import { mkdirSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { openSealed, seal } from "../cache/seal.mjs";
import { projectFolder } from "../paths.mjs";
import { mustRun, run } from "../process/run.mjs";
import { which } from "../process/which.mjs";
import { installPackages, whyNoPackages } from "./debian.mjs";

const REQUIREMENTS = join(projectFolder, "tools/clients/requirements.txt");

/** The folder of the Python environment that fits the requirements and this machine's Python, whether made yet or not. */
export function clientsFolder(cache, python = which("python3")) {
  const digest = createHash("sha256")
    .update(readFileSync(REQUIREMENTS))
    .update(python ?? "")
    .digest("hex");
  return join(cache, "clients", digest.slice(0, 12));
}

/** Whether the clients are there and as they were made. */
export async function hasClients(folder) {
  return Boolean((await openSealed(folder))?.facts);
}

/** Makes the Python environment. It cannot be moved once made (its scripts name their interpreter), so it is made in place. */
export async function makeClients({ folder, progress, say }) {
  if (!which("python3")) {
    throw new Error(
      "The tests with the AWS CLI, boto3 and Pulumi's Python need Python 3.9 or newer, and no python3 is on PATH: install it.",
    );
  }
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  say("making a Python environment");
  await makeEnvironment({ folder, progress, say });
  say("installing the AWS CLI, boto3, moto and Pulumi's package");
  const pip = [
    "-m",
    "pip",
    "install",
    "--quiet",
    "--disable-pip-version-check",
    "--require-virtualenv",
    "-r",
    REQUIREMENTS,
  ];
  await mustRun(join(folder, "bin/python"), pip);
  await seal(folder, ["bin/aws", "bin/python", "pyvenv.cfg"]);
}

async function makeEnvironment({ folder, progress, say }) {
  const { code, stdout, stderr } = await run("python3", ["-m", "venv", folder]);
  if (code === 0) return;
  // Debian's python3 comes without what `venv` needs.
  if (!/ensurepip/.test(stdout + stderr) || whyNoPackages()) {
    throw new Error(`python3 -m venv failed, and the AWS clients for the tests need it:\n${stdout}${stderr}`);
  }
  await installPackages(["python3-venv"], "the AWS clients for the tests", progress, say);
  await mustRun("python3", ["-m", "venv", "--clear", folder]);
}
