import { parseArgs } from "node:util";
import { openIngress } from "./ingress";
import { portFailure } from "./portFailure";

/** The ingress process: `main.js --home DIR --http-port N --https-port N`. Prints a line when it serves and one when it ends. */
async function main(): Promise<void> {
  const { home, httpPort, httpsPort } = readArguments(process.argv.slice(2));
  const log = (line: string): void => console.log(`${new Date().toISOString()} ${line}`);
  const ingress = await openIngress({ home, httpPort, httpsPort, log, onShutdown: () => process.exit(0) }).catch(
    (error) => {
      throw portFailure(error);
    },
  );
  const status = ingress.status();
  log(`ingress ${status.pid} serves http ${status.httpPort}, https ${status.httpsPort}, table ${status.generation}`);
  for (const signal of ["SIGTERM", "SIGINT"] as const) {
    process.on(signal, () => {
      log(`ingress ends on ${signal}`);
      ingress.close().finally(() => process.exit(0));
    });
  }
}

function readArguments(args: string[]): { home: string; httpPort: number; httpsPort: number } {
  const { values } = parseArgs({
    args,
    options: { home: { type: "string" }, "http-port": { type: "string" }, "https-port": { type: "string" } },
  });
  if (!values.home) throw new Error("--home DIR is missing");
  return { home: values.home, httpPort: port(values, "http-port"), httpsPort: port(values, "https-port") };
}

function port(values: Record<string, string | undefined>, name: string): number {
  const number = Number(values[name]);
  if (Number.isInteger(number) && number >= 0 && number <= 65535) return number;
  throw new Error(`--${name} ${values[name] ?? "(missing)"}: a port from 0 (any free one) to 65535 is expected`);
}

main().catch((error: Error) => {
  console.error(error.message);
  process.exit(1);
});
