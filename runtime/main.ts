import { composeRuntime } from "./compose";
import { EngineUnavailable } from "./engine/failures";
import { OtherEngine } from "./engineChoice";
import { HomeInUse } from "./homeLock";
import { IngressNotStarted } from "./ingress/failures";
import { readSettings, type Settings, UsageError } from "./settings";
import { resetRuntime, stopRuntime } from "./shutdown";
import { PortTaken } from "./wire/failures";

/** Failures that a user can mend: the message is all there is to say. Anything else shows where it happened. */
const EXPECTED = [UsageError, HomeInUse, OtherEngine, EngineUnavailable, IngressNotStarted, PortTaken];

main(process.argv.slice(2)).catch((error: unknown) => {
  const expected = EXPECTED.some((kind) => error instanceof kind);
  process.stderr.write(`${expected ? (error as Error).message : ((error as Error).stack ?? error)}\n`);
  process.exit(error instanceof UsageError ? 2 : 1);
});

async function main(args: readonly string[]): Promise<void> {
  const settings = readSettings(args);
  if (settings.action === "stop") await stopRuntime(settings.home, report);
  else if (settings.action === "reset") await resetRuntime(settings.home, report);
  else await run(settings);
}

/** Runs until SIGTERM or SIGINT; a second signal ends at once. */
async function run(settings: Settings): Promise<void> {
  const runtime = await composeRuntime(settings, report);
  report(`The App Runner API answers at ${runtime.endpoint.endpoint}, services at ${runtime.endpoint.http}.`);
  let closing = false;
  const close = (): void => {
    if (closing) process.exit(1);
    closing = true;
    runtime.close().then(
      () => process.exit(0),
      (error: unknown) => {
        process.stderr.write(`${(error as Error).stack ?? error}\n`);
        process.exit(1);
      },
    );
  };
  process.on("SIGTERM", close);
  process.on("SIGINT", close);
}

function report(line: string): void {
  process.stdout.write(`${new Date().toISOString()} ${line}\n`);
}
