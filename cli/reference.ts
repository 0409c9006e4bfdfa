import type { Command } from "commander";

/** The command line's reference as Markdown, from the table of commands alone: `docs/reference/cli.md`. */
export function formatReference(program: Command): string {
  const commands = leavesOf(program);
  return [
    "<!-- Generated from cli/main.ts by `npm run generate`. Do not edit. -->",
    "",
    "# apprunner",
    "",
    program.description(),
    "",
    "Answers go to stdout, remarks and progress to stderr. Exit codes: 0 done, 1 failed, 2 wrong command line.",
    "",
    "| command | what it does |",
    "| --- | --- |",
    ...commands.map(({ name, command }) => `| [\`${name}\`](#${anchorOf(name)}) | ${command.summary()} |`),
    ...commands.flatMap(({ name, command }) => section(name, command)),
    "",
  ].join("\n");
}

interface Leaf {
  /** With the groups before it: `apprunner local start`. */
  name: string;
  command: Command;
}

function leavesOf(command: Command, before = ""): Leaf[] {
  const name = `${before}${command.name()}`;
  if (command.commands.length === 0) return [{ name, command }];
  return command.commands.flatMap((child) => leavesOf(child, `${name} `));
}

function section(name: string, command: Command): string[] {
  const help = command.createHelp();
  const options = help.visibleOptions(command).filter((option) => option.long !== "--help");
  const argumentsOf = command.registeredArguments.map((argument) => ` <${argument.name()}>`).join("");
  return [
    "",
    `## ${name}`,
    "",
    `\`${name}${argumentsOf}${options.length > 0 ? " [options]" : ""}\``,
    "",
    command.description(),
    "",
    ...(options.length === 0 ? [] : ["| option | meaning |", "| --- | --- |"]),
    ...options.map((option) => `| \`${cell(help.optionTerm(option))}\` | ${cell(help.optionDescription(option))} |`),
    ...command.registeredArguments.map((argument) => `\n\`<${argument.name()}>\`: ${argument.description}.`),
  ];
}

const cell = (text: string): string => text.replaceAll("|", "\\|");

const anchorOf = (title: string): string => title.toLowerCase().replaceAll(" ", "-");
