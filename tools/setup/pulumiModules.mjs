// Pulumi built from its Go modules: where the vendor's downloads cannot be reached, the Go module proxy often can.
import { copyFileSync, mkdirSync, mkdtempSync, renameSync, rmSync } from "node:fs";
import { dirname, join } from "node:path";
import { openSealed, seal } from "../cache/seal.mjs";
import { mustRun, run } from "../process/run.mjs";
import { which } from "../process/which.mjs";
import { Unavailable } from "./ladder.mjs";
import {
  dynamicProvider,
  goVersionOf,
  isOlder,
  moduleFolder,
  programs,
  sourcesDigest,
  versionOf,
} from "./versions.mjs";

const VERSION_VARIABLE = "github.com/pulumi/pulumi/sdk/v3/go/common/version.Version";

/** The built programs, from the cache or built now (minutes). Throws `Unavailable` when there is no fitting Go or a build fails. */
export async function builtPulumi({ cache, progress, say }) {
  const folder = join(cache, "pulumi", `built-${sourcesDigest()}`);
  const sealed = await openSealed(folder);
  if (sealed?.damage) progress.note(`The cached Pulumi CLI is damaged (${sealed.damage}) and is built again.`);
  if (!sealed?.facts) await buildAll(folder, say);
  return { version: versionOf(programs[0]), folders: [folder], files: programs.map(({ name }) => join(folder, name)) };
}

/** Why a Go ("go1.26.1", or undefined for none) cannot build what asks for `needed`; undefined when it can. */
export function whyNoGo(installed, needed) {
  if (!installed)
    return `Go is not installed: install Go ${needed} or newer (go.dev/doc/install), or the Pulumi CLI itself`;
  const version = installed.replace(/^go/, "");
  return isOlder(version, needed) ? `Go ${version} is installed, and ${needed} or newer is needed` : undefined;
}

/** Why no Go here can build the programs, or undefined. */
export async function whyNothingIsBuilt() {
  return whyNoGo(await installedGo(), goVersionOf(programs[0]));
}

async function buildAll(folder, say) {
  const why = await whyNothingIsBuilt();
  if (why) throw new Unavailable(why);
  mkdirSync(dirname(folder), { recursive: true });
  const work = mkdtempSync(`${folder}-making-`);
  try {
    for (const program of programs) await buildOne(program, work, say);
    copyFileSync(dynamicProvider.file, join(work, dynamicProvider.name));
    await seal(
      work,
      [...programs, dynamicProvider].map(({ name }) => name),
    );
    rmSync(folder, { recursive: true, force: true });
    renameSync(work, folder);
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
}

/** Builds one program from the Go module proxy into a folder. Throws `Unavailable` when the build fails. */
export async function buildOne(program, work, say) {
  const text = `building ${program.name} ${versionOf(program)} from Go modules${program === programs[0] ? ", which takes some minutes the first time" : ""}`;
  say(text);
  const flags = `-s -w -X ${VERSION_VARIABLE}=v${versionOf(program)}`;
  const target = `${program.module}/${program.command}`;
  const args = ["build", "-v", "-mod=readonly", "-trimpath", "-ldflags", flags, "-o", join(work, program.name), target];
  // Neither a Go workspace around this checkout nor the user's GOFLAGS may change what is built.
  const env = { ...process.env, CGO_ENABLED: "0", GOWORK: "off", GOFLAGS: "-buildvcs=false" };
  try {
    let packages = 0;
    await mustRun("go", args, {
      cwd: moduleFolder(program),
      env,
      onLine: () => say.detail(`${text} (${++packages} packages)`),
    });
  } catch (error) {
    throw new Unavailable(error.message);
  }
}

// Asked in the module's folder, where Go 1.21 and newer fetches by itself the release that the go.mod file wants.
async function installedGo() {
  return which("go") && (await run("go", ["env", "GOVERSION"], { cwd: moduleFolder(programs[0]) })).stdout.trim();
}
