// Makes a machine ready: what is there already is found in milliseconds, what is missing is fetched or made, and said.
import { mkdirSync } from "node:fs";
import { delimiter, join } from "node:path";
import { build, upToDate } from "./build/build.mjs";
import { withLock } from "./cache/lock.mjs";
import { fingerprint } from "./cache/seal.mjs";
import { createProgress } from "./console/progress.mjs";
import { ping } from "./docker/client.mjs";
import { readMachine, updateMachine } from "./machine.mjs";
import { cacheFolder, projectFolder, shortName } from "./paths.mjs";
import { isMain, runMain } from "./process/main.mjs";
import { optionOf } from "./process/options.mjs";
import { which } from "./process/which.mjs";
import { FOR_TESTS, getBaseImages, missingImages, STAND_INS, wantedImages } from "./setup/baseImages.mjs";
import { clientsFolder, hasClients, makeClients } from "./setup/clients.mjs";
import { installDependencies, whyInstall } from "./setup/dependencies.mjs";
import { findEngine, NOT_SET } from "./setup/engine.mjs";
import { findLanguages, sameLanguages } from "./setup/languages.mjs";
import { hasPeers, installPeers, peersFolder } from "./setup/peers.mjs";
import { findPulumi, samePulumi } from "./setup/pulumi.mjs";

/**
 * Runs every step that is not done yet and answers what the machine has (tools/machine.mjs).
 * `engine` ("docker" or "process") asks for one engine; `steps` names the ones to run; two set-ups at once take turns.
 */
export async function setUp({
  env = process.env,
  engine = env.APPRUNNER_ENGINE,
  steps = STEPS,
  progress = createProgress(),
} = {}) {
  const cache = cacheFolder(env);
  mkdirSync(cache, { recursive: true });
  const context = { cache, env: outsideCache(env, cache), engine: checkedEngine(engine), progress, found: {} };
  for (const name of steps) await step[name](context);
  return { ...readMachine(cache), ...context.found };
}

/** The steps of `npm start`, in the order they need each other. */
export const STEPS = ["dependencies", "build", "pulumi", "engine", "images"];

/** The steps of `npm test`: those of `npm start`, more languages and runtimes, AWS clients, and packages that some programs need beside ours. */
export const TEST_STEPS = [...STEPS, "languages", "testImages", "clients", "peers"];

/**
 * `steps`, and the engine when this machine has had one: after a reboot it must be started again. A command that is not
 * about services does not install one.
 */
export function withKnownEngine(steps, env = process.env) {
  return readMachine(cacheFolder(env)).engine?.host ? [...steps, "engine"] : steps;
}

const step = {
  async dependencies({ cache, progress }) {
    if (!whyInstall()) return;
    await exclusively(
      { cache, progress, lock: `checkout-${shortName(projectFolder)}`, title: "npm packages" },
      async (say) => {
        const why = whyInstall();
        if (!why) return;
        await installDependencies(say);
        return { text: `installed: ${why}` };
      },
    );
  },

  async build({ cache, progress }) {
    if (upToDate()) return;
    await exclusively({ cache, progress, lock: `checkout-${shortName(projectFolder)}`, title: "Build" }, (say) =>
      build(say),
    );
  },

  async pulumi({ cache, env, progress }) {
    if (samePulumi(readMachine(cache).pulumi, env)) return;
    await exclusively({ cache, progress, lock: "pulumi", title: "Pulumi CLI" }, async (say) => {
      const { pulumi } = readMachine(cache);
      // The set-up that was waited for has found it.
      if (samePulumi(pulumi, env)) return { text: `${pulumi.version}, ${pulumi.rung}` };
      const found = await findPulumi({ cache, env, progress, say });
      updateMachine({ pulumi: { ...found, passedOver: fingerprint(which("pulumi", env) ?? "") } }, cache);
      return { text: `${found.version}, ${found.rung}`, details: tried(found.refused) };
    });
  },

  async languages({ cache, progress }) {
    const before = readMachine(cache);
    if (sameLanguages(before.languages, before.pulumi)) return;
    await exclusively({ cache, progress, lock: "languages", title: "Languages of Pulumi" }, async (say) => {
      const { languages, pulumi } = readMachine(cache);
      const found = sameLanguages(languages, pulumi)
        ? languages
        : await findLanguages({ cache, pulumi, progress, say });
      updateMachine({ languages: found }, cache);
      return { text: found.names.join(", ") || "none", details: tried(found.refused) };
    });
  },

  async engine(context) {
    const { cache, env, engine, progress } = context;
    const before = readMachine(cache).engine;
    if (await stillAnswers(before, env, engine)) {
      context.found.engine = before;
      return;
    }
    await exclusively({ cache, progress, lock: "engine", title: "Engine" }, async (say) => {
      const found = await findEngine({ cache, env, wanted: engine, progress, say });
      context.found.engine = found;
      // A wish for this one start is not what the machine has.
      if (engine !== "process") updateMachine({ engine: found }, cache);
      const announce = found.kind !== before?.kind || found.host !== before?.host;
      const where = found.host ? ` at ${found.host}` : "";
      return { text: `${found.rung}${where}`, announce, details: found.host ? [] : tried(found.refused) };
    });
  },

  images: (context) => prepareImages(context, "Base images", wantedImages()),

  testImages: (context) =>
    prepareImages(context, "Base images for the tests", [...wantedImages(FOR_TESTS), ...STAND_INS], { optional: true }),

  async clients({ cache, progress }) {
    const folder = clientsFolder(cache);
    if (!(await hasClients(folder))) {
      await exclusively({ cache, progress, lock: "clients", title: "Python for the tests" }, async (say) => {
        if (!(await hasClients(folder))) await makeClients({ folder, progress, say });
        return { text: "the AWS CLI, boto3 and Pulumi's package, in an environment in the cache" };
      });
    }
    if (readMachine(cache).clients?.folder !== folder) updateMachine({ clients: { folder } }, cache);
  },

  async peers({ cache, progress }) {
    const folder = peersFolder(cache);
    if (!(await hasPeers(folder))) {
      await exclusively(
        { cache, progress, lock: "peers", title: "Packages beside ours, for the tests" },
        async (say) => {
          const error = (await hasPeers(folder)) ? undefined : await installPeers(folder, say).catch((cause) => cause);
          if (!error) return { text: "@pulumi/aws and @pulumi/docker, in the cache" };
          return { text: "cannot be had; their tests are left out", details: error.message.split("\n") };
        },
      );
    }
    const peers = (await hasPeers(folder)) ? { folder } : undefined;
    if (readMachine(cache).peers?.folder !== peers?.folder) updateMachine({ peers }, cache);
  },
};

// An engine that runs is kept, even where a better rung has come up since: its containers and images are there.
async function stillAnswers(engine, env, wanted) {
  if (!engine?.host || wanted === "process" || (env.DOCKER_HOST && env.DOCKER_HOST !== engine.host)) return false;
  return !((await ping(engine.host)) instanceof Error);
}

// What is optional and cannot be had is said here and by the tests that are left out then, rather than ending all of them.
async function prepareImages({ cache, progress, found: { engine } }, title, wanted, { optional = false } = {}) {
  if (engine.kind !== "docker" || (await missingImages(engine.host, wanted)).length === 0) return;
  await exclusively({ cache, progress, lock: "images", title }, async (say) => {
    const images = await missingImages(engine.host, wanted);
    const all = getBaseImages({ host: engine.host, images, cache, progress, say });
    const got = await (optional ? all.catch((error) => error) : all);
    if (got instanceof Error) return { text: "not all can be had", details: got.message.split("\n") };
    const { pulled, made } = got;
    const parts = [pulled.length && `${pulled.length} pulled`, made.length && `${made.length} made with debootstrap`];
    return { text: parts.filter(Boolean).join(", ") || "there" };
  });
}

function exclusively({ cache, progress, lock, title }, work) {
  return progress.step(title, (say) =>
    withLock(join(cache, "locks"), lock, () => work(say), {
      onWait: (pid) => say(`another set-up (process ${pid}) is at it; waiting`),
    }),
  );
}

// "DOCKER_HOST: it is not set" would only tell a newcomer that there is such a variable.
const tried = (refused) =>
  refused.filter(({ why }) => why !== NOT_SET).map(({ rung, why }) => `not ${rung}: ${why.split("\n")[0]}`);

// Started by a command of ours, PATH already begins with what an earlier set-up put there: look at the user's own.
function outsideCache(env, cache) {
  const folders = (env.PATH ?? "").split(delimiter).filter((folder) => !folder.startsWith(join(cache, "pulumi")));
  return { ...env, PATH: folders.join(delimiter) };
}

function checkedEngine(engine) {
  if (engine === undefined || engine === "" || engine === "docker" || engine === "process") return engine || undefined;
  throw new Error(`--engine (or APPRUNNER_ENGINE) is "${engine}": it is one of docker, process`);
}

if (isMain(import.meta.url)) {
  runMain(async (args) => {
    await setUp({
      steps: args.includes("--test") ? TEST_STEPS : STEPS,
      engine: optionOf(args, "--engine") ?? process.env.APPRUNNER_ENGINE,
    });
    process.stderr.write("Everything is set up.\n");
  });
}
