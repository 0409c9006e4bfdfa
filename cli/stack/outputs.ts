import type { OutputMap } from "@pulumi/pulumi/automation";
import { formatTable } from "../output/table";
import type { Terminal } from "../terminal";

const SECRET = "[secret]";

/** Prints the outputs of a stack, as a table or as one line of JSON; secrets by their names only. */
export function printOutputs(outputs: OutputMap, { json }: { json?: boolean }, terminal: Terminal): void {
  const shown = Object.entries(outputs).map(([name, { value, secret }]) => [name, secret ? SECRET : value] as const);
  if (json) terminal.print(JSON.stringify(Object.fromEntries(shown)));
  else if (shown.length === 0) terminal.remark("There are no outputs.");
  else {
    const rows = shown.map(([name, value]) => [name, typeof value === "string" ? value : JSON.stringify(value)]);
    for (const line of formatTable(["OUTPUT", "VALUE"], rows)) terminal.print(line);
  }
}
