import { Command } from "commander";
import { CommandFailure } from "./failure";
import { openConfiguredStack } from "./stack/open";
import { addStackOptions, type StackOptions } from "./stack/options";
import { printOutputs } from "./stack/outputs";
import type { Terminal } from "./terminal";

export function outputsCommand(terminal: Terminal): Command {
  const command = new Command("outputs")
    .summary("print what the last deployment answered: URLs, ARNs, domains")
    .description(
      "Prints the outputs of the last deployment of the config file: URLs, ARNs, domains and statuses; or the value of one of them.",
    )
    .argument("[name]", "print only the value of this output")
    .option("--json", "print one line of JSON");
  return addStackOptions(command).action(
    async (name: string | undefined, options: StackOptions & { json?: boolean }) => {
      const { stack } = await openConfiguredStack(options, terminal, "settings");
      const outputs = await stack.outputs();
      if (name === undefined) return printOutputs(outputs, options, terminal);
      const output = outputs[name];
      if (output === undefined) throw new CommandFailure(noOutput(name, Object.keys(outputs)));
      const value = output.secret ? "[secret]" : output.value;
      terminal.print(typeof value === "string" && !options.json ? value : JSON.stringify(value));
    },
  );
}

function noOutput(name: string, names: string[]): string {
  const there =
    names.length === 0 ? "Nothing was deployed yet: run npx apprunner up." : `There are: ${names.join(", ")}.`;
  return `There is no output ${name}. ${there}`;
}
