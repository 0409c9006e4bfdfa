import { DeployFailed } from "../../sdk/deploy/failures";
import type { Running } from "../../sdk/deploy/operations";
import { systemClock } from "../clock";
import { CommandFailure } from "../failure";
import { withProgress } from "../output/progress";
import type { Terminal } from "../terminal";
import type { OpenedStack } from "./open";
import { followServices } from "./serviceLog";

/**
 * Runs an operation of Pulumi: a line for each resource that is done, a status for what is under way, and what App Runner and the
 * build say of services that wait. Ctrl-C cancels in good order. What failed becomes a CommandFailure.
 */
export async function runOperation<Result>(
  label: string,
  terminal: Terminal,
  opened: OpenedStack,
  work: (running: Running) => Promise<Result>,
): Promise<Result> {
  const cancel = new AbortController();
  const interrupt = (): void => cancel.abort();
  process.on("SIGINT", interrupt).on("SIGTERM", interrupt);
  const services = followServices(opened, (line) => terminal.remark(line));
  try {
    return await withProgress(terminal, label, (relabel) =>
      work({
        listener: {
          line: (text) => terminal.remark(text),
          status: (text) => relabel(text === "" ? label : `${label}: ${text}`),
          service: ({ name, serviceName, running }) =>
            running ? services.begin(name, serviceName) : services.end(name),
        },
        now: systemClock.now,
        signal: cancel.signal,
      }),
    );
  } catch (error) {
    if (cancel.signal.aborted)
      throw new CommandFailure("Cancelled. What was made until then is in the state; run the command again to go on.");
    throw error instanceof DeployFailed ? new CommandFailure(error.message) : error;
  } finally {
    await services.close();
    process.off("SIGINT", interrupt).off("SIGTERM", interrupt);
  }
}
