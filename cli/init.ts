import { statSync } from "node:fs";
import { basename, relative, resolve } from "node:path";
import { Command, InvalidArgumentError } from "commander";
import type { FoundApp } from "../sdk/init/detectApp";
import { CommandFailure } from "./failure";
import type { Terminal } from "./terminal";

interface Options {
  name?: string;
  port?: number;
  run?: string;
  yes?: boolean;
}

export function initCommand(terminal: Terminal): Command {
  return new Command("init")
    .summary("write the config file for the app in a folder")
    .description(
      "Looks what kind of app is in a folder (Node.js, Python or a Dockerfile), its port and its repository, asks what cannot be known, and writes apprunner.yaml (how to build and run it) and apprunner.config.yaml (where it runs). A config file that is there gets the service added; its comments and order stay.",
    )
    .argument("[folder]", "the app's folder", ".")
    .option("--name <name>", "name of the service (default: the folder's)")
    .option("--port <port>", "port that the app listens to", parsePort)
    .option("--run <command>", "command that starts the app")
    .option("-y, --yes", "ask nothing: take what was found")
    .action(async (folder: string, options: Options) => {
      const { detectApp, NoAppFound, serviceName } =
        require("../sdk/init/detectApp") as typeof import("../sdk/init/detectApp");
      const { CannotAdd, writeFiles } = require("../sdk/init/writeFiles") as typeof import("../sdk/init/writeFiles");
      const { YamlInvalid } = require("../sdk/configFile/yaml") as typeof import("../sdk/configFile/yaml");
      if (!statSync(folder, { throwIfNoEntry: false })?.isDirectory())
        throw new CommandFailure(`There is no folder ${folder}.`);
      try {
        const found = detectApp(folder);
        terminal.remark(
          `Found ${found.evidence}: ${found.source ? `an app for ${found.source.runtime}` : "an image to build"}.`,
        );
        const app = await complete(
          { ...found, name: options.name === undefined ? found.name : serviceName(options.name) },
          options,
          terminal,
        );
        const root = repositoryOf(folder);
        const directory = relative(root, resolve(folder));
        const written = writeFiles(app, {
          folder: resolve(folder),
          root,
          project: serviceName(basename(root)),
          place: { directory, context: directory },
        });
        for (const { file, how } of written) terminal.print(`${file} ${how}`);
        terminal.remark(`Commit ${written.length > 1 ? "them" : "it"}, then: npx apprunner up`);
      } catch (error) {
        if (error instanceof YamlInvalid)
          throw new CommandFailure(`apprunner.config.yaml:${error.position.line}: ${error.message}`);
        if (error instanceof NoAppFound) throw new CommandFailure(error.message);
        if (error instanceof CannotAdd) throw new CommandFailure(`apprunner.config.yaml: ${error.message}.`);
        throw error;
      }
    });
}

async function complete(found: FoundApp, options: Options, terminal: Terminal): Promise<FoundApp> {
  const ask = async (question: string, usual: string): Promise<string> => {
    if (options.yes || !terminal.interactive) return usual;
    return (await terminal.ask(`${question} [${usual}] `)).trim() || usual;
  };
  const port = options.port ?? parsePort(await ask("Port that the app listens to?", String(found.port)));
  if (!found.source) return { ...found, port };
  const run = options.run ?? (await ask("Command that starts it?", found.source.run));
  return { ...found, port, source: { ...found.source, run } };
}

/** The top of the git repository, where the config file belongs. */
function repositoryOf(folder: string): string {
  const { findCheckout, GitFailed } = require("../sdk/configFile/git") as typeof import("../sdk/configFile/git");
  try {
    return findCheckout(resolve(folder)).folder;
  } catch (error) {
    if (!(error instanceof GitFailed)) throw error;
    throw new CommandFailure(
      `${resolve(folder)} is in no git repository, and what App Runner deploys is a commit. Make one: git init && git add . && git commit`,
    );
  }
}

function parsePort(text: string): number {
  const port = Number(text);
  if (!/^\d{1,5}$/.test(text) || port < 1 || port > 65_535)
    throw new InvalidArgumentError("A port is a number from 1 to 65535.");
  return port;
}
