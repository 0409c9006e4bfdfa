// Hosts of languages other than Node's, and the generator of their SDKs: a release of Pulumi brings them, beside a CLI that
// was built they are built too. None is needed to run the project; what cannot be had is said, and its tests are left out.
import { chmodSync, copyFileSync, mkdirSync, renameSync } from "node:fs";
import { join } from "node:path";
import { fingerprint, openSealed, seal } from "../cache/seal.mjs";
import { mustRun } from "../process/run.mjs";
import { Unavailable } from "./ladder.mjs";
import { buildOne, whyNothingIsBuilt } from "./pulumiModules.mjs";
import { languagePrograms, languagesDigest, moduleFolder, pythonStarter, versionOf } from "./versions.mjs";

const ALL = [...languagePrograms, pythonStarter];

/**
 * What there is beside the CLI that set-up found: `{ folders, names, sources, print, refused }`. `folders` go on PATH, `names`
 * are the programs in them, `refused` says why another is not there.
 */
export async function findLanguages({ cache, pulumi, progress, say, make = makeOne, digest = languagesDigest() }) {
  const found = { sources: digest, beside: pulumi.print };
  if (!wasBuilt(pulumi))
    return { ...found, folders: [], names: ["those of the CLI"], refused: [], files: [], print: "" };
  const folder = join(cache, "pulumi", `languages-${digest}`);
  const sealed = await openSealed(folder);
  if (sealed?.damage) progress.note(`A cached language of Pulumi is damaged (${sealed.damage}): all are built again.`);
  const names = [...(sealed?.facts?.names ?? [])];
  const refused = await makeMissing({ folder, names, make, say });
  await seal(folder, names, { names });
  const files = names.map((name) => join(folder, name));
  return { ...found, folders: [folder], names, refused, files, print: printOf(files) };
}

/** Whether that is still so. What could not be had is asked for again by the next set-up. Stats a few files, runs nothing. */
export function sameLanguages(found, pulumi) {
  if (!found || found.refused.length > 0 || found.sources !== languagesDigest()) return false;
  return found.beside === pulumi?.print && printOf(found.files) === found.print;
}

/** Whether the CLI came alone, being built here. */
export function wasBuilt(pulumi) {
  return pulumi.rung === "built from Go modules";
}

/** Makes what `names` lacks and adds it there; answers what cannot be made. */
async function makeMissing({ folder, names, make, say }) {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const refused = [];
  for (const program of ALL.filter(({ name }) => !names.includes(name))) {
    try {
      await make(program, folder, say);
      names.push(program.name);
    } catch (error) {
      if (!(error instanceof Unavailable)) throw error;
      refused.push({ rung: program.name, why: error.message });
    }
  }
  return refused;
}

async function makeOne(program, folder, say) {
  const why = await whyNothingIsBuilt();
  if (why) throw new Unavailable(why);
  if (program.command) await buildOne(program, folder, say);
  else await copyStarter(program, folder);
}

async function copyStarter({ name, module }, folder) {
  const args = ["mod", "download", "-json", `${module}@v${versionOf(pythonStarter)}`];
  const options = { cwd: moduleFolder(pythonStarter), env: { ...process.env, GOWORK: "off" } };
  const { stdout } = await mustRun("go", args, options).catch((error) => {
    throw new Unavailable(error.message);
  });
  const draft = join(folder, `${name}.draft`);
  copyFileSync(join(JSON.parse(stdout).Dir, "python/cmd", name), draft);
  chmodSync(draft, 0o755);
  renameSync(draft, join(folder, name));
}

const printOf = (files) => files.map((file) => fingerprint(file) ?? "gone").join(" ");
