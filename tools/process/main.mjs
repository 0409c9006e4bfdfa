import { realpathSync } from "node:fs";
import { fileURLToPath } from "node:url";

/**
 * Runs a script's `main` and turns an error into its message and exit code 1. A stack would only hide what a message says;
 * APPRUNNER_DEBUG=1 shows it.
 */
export async function runMain(main) {
  try {
    process.exitCode = (await main(process.argv.slice(2))) ?? process.exitCode ?? 0;
  } catch (error) {
    process.stderr.write(`\n${process.env.APPRUNNER_DEBUG ? error.stack : error.message}\n`);
    process.exitCode = 1;
  }
}

/** Whether the module at `url` is the script that Node was started with. */
export function isMain(url) {
  return Boolean(process.argv[1]) && realpathSync(process.argv[1]) === fileURLToPath(url);
}
