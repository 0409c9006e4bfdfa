// `npm run sdk -- LANGUAGE [--out FOLDER]`: the SDK of a language, generated from the plugin's schema into FOLDER/LANGUAGE.
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { projectEnvironment } from "./environment.mjs";
import { projectFolder } from "./paths.mjs";
import { isMain, runMain } from "./process/main.mjs";
import { optionOf } from "./process/options.mjs";
import { mustRun } from "./process/run.mjs";
import { which } from "./process/which.mjs";
import { setUp } from "./setup.mjs";

const PLUGIN = join(projectFolder, "cli/pulumi-resource-apprunner");
// Beside a CLI that was built there are the generators of the CLI's own module, and no others.
const BUILT = ["go", "nodejs", "python"];
const LANGUAGES = [...BUILT, "dotnet", "java"];

/**
 * Writes the SDK of `language` into `out`/`language` and answers that folder. A released Pulumi CLI generates it by itself;
 * beside one that was built here (tools/setup/languages.mjs) our own generator does.
 */
export async function generateSdk({ language, out, env = projectEnvironment() }) {
  if (!LANGUAGES.includes(language)) {
    throw new Error(`There is no SDK for "${language}": the languages are ${LANGUAGES.join(", ")}. YAML needs none.`);
  }
  const folder = join(out, language);
  if (!which("generate-sdk", env)) {
    await mustRun("pulumi", ["package", "gen-sdk", PLUGIN, "--language", language, "--out", out], { env });
    return folder;
  }
  if (!BUILT.includes(language)) {
    throw new Error(
      `The SDK for ${language} needs the Pulumi CLI as Pulumi releases it, and the one here was built from its Go modules, ` +
        `which have the generators of ${BUILT.join(", ")} only. Where a release is installed: ` +
        `pulumi package gen-sdk ${PLUGIN} --language ${language}`,
    );
  }
  await withSchema(env, (schema) => mustRun("generate-sdk", [language, schema, folder], { env }));
  return folder;
}

async function withSchema(env, use) {
  const folder = mkdtempSync(join(tmpdir(), "apprunner-schema-"));
  try {
    const { stdout } = await mustRun("pulumi", ["package", "get-schema", PLUGIN], { env });
    writeFileSync(join(folder, "schema.json"), stdout);
    return await use(join(folder, "schema.json"));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

if (isMain(import.meta.url)) {
  runMain(async (args) => {
    const [language] = args;
    if (!language || language.startsWith("-")) {
      throw new Error(`npm run sdk -- LANGUAGE [--out FOLDER], where LANGUAGE is one of ${LANGUAGES.join(", ")}`);
    }
    const machine = await setUp({ steps: ["dependencies", "build", "pulumi", "languages"] });
    const out = resolve(process.env.INIT_CWD ?? "", optionOf(args, "--out") ?? "sdks");
    const folder = await generateSdk({ language, out, env: projectEnvironment({ machine }) });
    process.stdout.write(`${folder}\n`);
  });
}
