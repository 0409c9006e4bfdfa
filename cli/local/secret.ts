import { Command } from "commander";
import type { Terminal } from "../terminal";
import { listCommand } from "./secret/list";
import { removeCommand } from "./secret/remove";
import { setCommand } from "./secret/set";

/** `apprunner local secret …`. */
export function secretCommand(terminal: Terminal): Command {
  const secret = new Command("secret").description("The secrets of the local App Runner.");
  for (const command of [setCommand, listCommand, removeCommand]) secret.addCommand(command(terminal));
  return secret;
}
