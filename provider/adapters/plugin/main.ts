import { keepHeapSmall, shrinkHeap } from "../smallHeap";
import { watchParent } from "./parentWatch";
import { startPlugin } from "./server";

/**
 * The plugin process. Pulumi starts it with the engine's address as the last argument without a dash (none when somebody starts it by
 * hand to attach to it) and reads the port from the first line; a signal ends it, and so does the end of Pulumi.
 */
export async function main(args: readonly string[]): Promise<void> {
  keepHeapSmall();
  shrinkHeap();
  const engineAddress = args.filter((arg, index) => !arg.startsWith("-") && args[index - 1] !== "--tracing").at(-1);
  const plugin = await startPlugin({ engineAddress });
  const end = (): void => void plugin.close().then(() => process.exit(0));
  for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, end);
  // Started by hand, it serves whoever attaches.
  if (engineAddress) watchParent(end);
  process.stdout.write(`${plugin.port}\n`);
}
