import { resolve } from "node:path";
import { Command } from "commander";
import type { Inventory } from "../sdk/import/inventory";
import type { WrittenProgram } from "../sdk/import/program";
import { CommandFailure } from "./failure";
import { setSecrets } from "./import/setSecrets";
import { withProgress } from "./output/progress";
import { shellQuote } from "./output/shellQuote";
import { findService } from "./service/find";
import { addTargetOptions, openTarget, type Target, type TargetOptions } from "./service/target";
import type { Terminal } from "./terminal";

interface Options extends TargetOptions {
  out: string;
  service?: string;
  inClear?: string[];
  setSecrets?: string;
  json?: boolean;
}

export function importCommand(terminal: Terminal): Command {
  const command = new Command("import")
    .summary("write the program for what App Runner has already, and the file that imports it")
    .description(
      "Reads everything that App Runner has in a region and writes a Pulumi program that says the same, and import.json for `pulumi import --file`, after which the program changes nothing. " +
        "Only reads from App Runner, and overwrites no file. What may be a secret (environment variables, commands) is no part of the program: it asks the stack's configuration for it.",
    )
    .option("--out <folder>", "folder for the program", "imported")
    .option("--service <service>", "only this service (name or ARN), with what it uses and what leads to it")
    .option(
      "--set-secrets <stack>",
      "make that stack of the program and put the live values into its configuration, encrypted by Pulumi",
    )
    .option(
      "--in-clear <names>",
      "environment variables and properties (startCommand) whose values are no secrets, with commas: the program says them",
      parseNames,
    )
    .option("--json", "print one line: {folder, resources, leftOut, notes, secrets, commands}");
  return addTargetOptions(command).action((options: Options) => importAccount(options, terminal));
}

async function importAccount(options: Options, terminal: Terminal): Promise<void> {
  const target = await openTarget(options, terminal);
  const inventory = await withProgress(terminal, "Reading", (say) => readInventory(target, options, say));
  if (inventory.found.length === 0) return sayNothing(inventory, options, terminal);
  const program = write(inventory, options, target);
  if (options.setSecrets !== undefined) {
    const stack = options.setSecrets;
    await withProgress(terminal, `Opening stack ${stack}`, (say) =>
      setSecrets(options.out, stack, program.secrets, say),
    );
  }
  const commands = commandsFor(program, options);
  if (options.json) terminal.print(JSON.stringify(answer(inventory, program, options, commands)));
  else report(inventory, program, options, commands, terminal);
}

/** No failure: a script may go through all regions. */
function sayNothing({ region, leftOut }: Inventory, { json }: Options, terminal: Terminal): void {
  const nothing = { folder: null, region, resources: [], leftOut, notes: [], secrets: [], commands: [] };
  if (json) terminal.print(JSON.stringify(nothing));
  else terminal.remark(`App Runner has nothing in ${region} that a program could take over. Nothing was written.`);
}

async function readInventory(
  { client }: Target,
  { service }: Options,
  say: (doing: string) => void,
): Promise<Inventory> {
  const { takeInventory } = require("../sdk/import/inventory") as typeof import("../sdk/import/inventory");
  const one = service === undefined ? undefined : (await findService(client, service)).arn;
  return takeInventory(client, { service: one, say });
}

function write(
  inventory: Inventory,
  { out, inClear, target, profile, endpoint, home }: Options,
  { client }: Target,
): WrittenProgram {
  const { writeProgram } = require("../sdk/import/program") as typeof import("../sdk/import/program");
  const { projectFiles, projectName, WouldOverwrite, writeProject } =
    require("../sdk/import/files") as typeof import("../sdk/import/files");
  const program = writeProgram(inventory, inClear);
  const place = { target, region: inventory.region, profile, endpoint, home: home && client.options.home };
  try {
    writeProject(out, projectFiles(program, projectName(out), place));
    return program;
  } catch (error) {
    if (!(error instanceof WouldOverwrite)) throw error;
    throw new CommandFailure(
      `${resolve(out)} has ${error.files.join(", ")} with other contents. Nothing was written: choose another folder with --out.`,
    );
  }
}

/** What to do next, as lines for a shell. */
function commandsFor(program: WrittenProgram, { out, setSecrets: stack }: Options): string[] {
  const secrets = program.secrets.map(({ key }) => `pulumi config set --secret ${shellQuote(key)}`);
  return [
    `cd ${shellQuote(out)}`,
    "npm install",
    ...(stack === undefined ? ["pulumi stack init dev", ...secrets] : []),
    "pulumi import --file import.json --generate-code=false --protect=false",
    "pulumi preview --expect-no-changes",
  ];
}

function answer(inventory: Inventory, program: WrittenProgram, { out }: Options, commands: string[]): object {
  const { region, leftOut } = inventory;
  const secrets = program.secrets.map(({ key, of }) => ({ key, of }));
  return {
    folder: resolve(out),
    region,
    resources: program.resources,
    leftOut,
    notes: program.notes,
    secrets,
    commands,
  };
}

function report(
  { region, leftOut }: Inventory,
  { resources, secrets, notes }: WrittenProgram,
  { out, setSecrets: stack }: Options,
  commands: string[],
  terminal: Terminal,
): void {
  const count = (number: number, what: string): string => `${number} ${what}${number === 1 ? "" : "s"}`;
  terminal.remark(
    `${out}: a program with ${count(resources.length, "resource")} of ${region}. Nothing was changed there.`,
  );
  for (const { what, why } of leftOut) terminal.remark(`Left out: ${what} (${why}).`);
  for (const { what, why } of notes) terminal.remark(`Note: ${what}: ${why}.`);
  if (secrets.length > 0 && stack === undefined) {
    terminal.remark(
      `The program asks the configuration for ${count(secrets.length, "value")} that may be secret. Set them as below, or have all set to what is live: add --set-secrets dev.`,
    );
  }
  terminal.remark("Next:");
  for (const line of commands) terminal.print(line);
}

function parseNames(text: string): string[] {
  return text
    .split(",")
    .map((name) => name.trim())
    .filter(Boolean);
}
