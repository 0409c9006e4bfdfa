// The images that the managed runtimes build on: pulled when a registry answers, else made from Debian's packages.
import { spawn } from "node:child_process";
import { readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { architecture, build, imageLabels, importRootfs, pull } from "../docker/client.mjs";
import { projectFolder } from "../paths.mjs";
import { writeContext } from "./imageRecipes.mjs";
import { climb, Unavailable } from "./ladder.mjs";
import { openRootfs } from "./rootfs.mjs";

const TABLE = join(projectFolder, "runtime/build/runtimes.json");
/** The Debian that images are made from, without its architecture; ours all start with the same word. */
export const BASE = "pulumi-apprunner/debian:bookworm";
const MADE = "pulumi-apprunner.made";
const SILENCE_MS = 15_000;
const PROXIES = ["http_proxy", "https_proxy", "no_proxy", "HTTP_PROXY", "HTTPS_PROXY", "NO_PROXY"];

// The runtimes that examples and most tests run on. Any other is pulled by the local runtime when a service first asks for it.
const PREPARED = ["PYTHON_311", "NODEJS_18", "NODEJS_22"];

/** Runtimes that only tests need besides; `npm start` does not wait for them. */
export const FOR_TESTS = ["GO_1", "RUBY_31"];

/**
 * No Debian has a JDK of Corretto's versions: on this one, under a name of our own that is never pulled, the tests prove how Java is built.
 * Known by its name to test/deployments/java.test.ts.
 */
export const STAND_INS = [
  { image: "pulumi-apprunner/java:17-bookworm", language: "java", version: "17", madeOnly: true },
];

/** The images of some runtimes, those to prepare by default, as the runtime's table has them: `[{ image, language, version }]`. */
export function wantedImages(runtimes = PREPARED, table = JSON.parse(readFileSync(TABLE, "utf8"))) {
  return table
    .filter(({ runtime }) => runtimes.includes(runtime))
    .map(({ image, language, version }) => ({ image, language, version }));
}

/** Every image of the runtimes table. */
export function tableImages() {
  return JSON.parse(readFileSync(TABLE, "utf8")).map(({ image }) => image);
}

/** The wanted images that the engine does not have. One question to the daemon each, so a warm set-up pays milliseconds. */
export async function missingImages(host, images = wantedImages()) {
  const labels = await Promise.all(images.map(({ image }) => imageLabels(host, image)));
  return images.filter((_, index) => labels[index] === undefined);
}

/** Gets the missing images. Answers `{ pulled, made }` (names); throws an error that names each image it could not get. */
export async function getBaseImages({ host, images, cache, progress, say }) {
  const got = { pulled: [], made: [] };
  const silent = new Set();
  for (const wanted of images) {
    const { image } = wanted;
    const rungs = [
      ...(wanted.madeOnly ? [] : [{ name: "pulled", attempt: () => pullImage({ host, image, silent, say }) }]),
      { name: "made", attempt: () => makeImage({ host, ...wanted, cache, progress, say }) },
    ];
    const { rung } = await climb(rungs).catch((error) => {
      throw new Error(
        `The base image ${image} is neither to be pulled nor to be made here:\n${error.message}\n` +
          "Load it into the engine under this name, or start with --engine process.",
        { cause: error },
      );
    });
    got[rung].push(image);
  }
  return got;
}

async function pullImage({ host, image, silent, say }) {
  const registry = image.split("/")[0];
  if (silent.has(registry)) throw new Unavailable(`${registry} did not answer before`);
  say(`asking ${registry} for ${image}`);
  try {
    await pull(host, image, {
      silenceMs: SILENCE_MS,
      onLine: (line) => say.detail(`pulling ${image}: ${line}`.slice(0, 100)),
    });
  } catch (error) {
    // A registry that knows no such image has answered, and may have the next one.
    if (!/not found|unknown|denied|unauthorized/i.test(error.message)) silent.add(registry);
    throw new Unavailable(`${registry} does not give it: ${error.message}`);
  }
}

async function makeImage({ host, image, language, version, cache, progress, say }) {
  const arch = await architecture(host);
  const base = `${BASE}-${arch}`;
  if ((await imageLabels(host, base)) === undefined) {
    say("making a Debian root file system");
    await importRootfs(host, base, await openRootfs({ cache, architecture: arch, progress, say }));
  }
  const context = await writeContext({ language, version, base, architecture: arch, say });
  say(`making ${image}`);
  try {
    await build(host, image, archive(context), {
      labels: {
        [MADE]:
          "made by set-up from Debian's packages, with this machine's trusted certificates: no image registry answered",
      },
      buildArgs: Object.fromEntries(
        PROXIES.filter((name) => process.env[name]).map((name) => [name, process.env[name]]),
      ),
      onLine: (line) =>
        line.startsWith("Step ") && say.detail(`making ${image}: ${line.split(" : ")[0].toLowerCase()}`),
    });
  } catch (error) {
    throw new Unavailable(error.message);
  } finally {
    rmSync(context, { recursive: true, force: true });
  }
}

function archive(folder) {
  const tar = spawn("tar", ["-c", "-C", folder, "."], { stdio: ["ignore", "pipe", "inherit"] });
  tar.on("error", (error) => tar.stdout.destroy(error));
  return tar.stdout;
}
