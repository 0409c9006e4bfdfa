import { parseArgs } from "node:util";
import { defaultHome } from "../api/home";
import { DEFAULT_PORTS } from "../api/ports";

/** What to do: run the control plane, or end a runtime from outside. */
export type Action = "run" | "stop" | "reset";

export interface Settings {
  action: Action;
  home: string;
  /** Undefined: docker where a daemon answers, else process; a home keeps the engine it began with. */
  engine: "docker" | "process" | undefined;
  apiPort: number;
  httpPort: number;
  httpsPort: number;
  strict: boolean;
  /** Where secrets come from that were not set here: nowhere, or AWS as whoever started the runtime. */
  secrets: "local" | "aws";
  /** Seconds that new instances may take to become healthy. */
  startTimeout: number | undefined;
}

/** Wrong use of the command line; `message` says what is allowed. */
export class UsageError extends Error {
  override readonly name = "UsageError";
}

/** Reads the runtime's command line. Throws UsageError. */
export function readSettings(args: readonly string[]): Settings {
  const { values } = parse(args);
  const engine = values.engine;
  if (engine !== undefined && engine !== "docker" && engine !== "process") {
    throw new UsageError(`--engine is "${engine}": it must be docker or process`);
  }
  const secrets = values.secrets ?? "local";
  if (secrets !== "local" && secrets !== "aws") {
    throw new UsageError(`--secrets is "${secrets}": it must be local or aws`);
  }
  return {
    action: values.reset ? "reset" : values.stop ? "stop" : "run",
    home: values.home ? defaultHome({ APPRUNNER_HOME: values.home }) : defaultHome(),
    engine,
    apiPort: readPort("--api-port", values["api-port"], DEFAULT_PORTS.api),
    httpPort: readPort("--http-port", values["http-port"], DEFAULT_PORTS.http),
    httpsPort: readPort("--https-port", values["https-port"], DEFAULT_PORTS.https),
    strict: values.strict ?? false,
    secrets,
    startTimeout: values["start-timeout"] === undefined ? undefined : readSeconds(values["start-timeout"]),
  };
}

function parse(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      options: {
        home: { type: "string" },
        engine: { type: "string" },
        "api-port": { type: "string" },
        "http-port": { type: "string" },
        "https-port": { type: "string" },
        "start-timeout": { type: "string" },
        strict: { type: "boolean" },
        secrets: { type: "string" },
        stop: { type: "boolean" },
        reset: { type: "boolean" },
      },
    });
  } catch (error) {
    throw new UsageError((error as Error).message);
  }
}

function readPort(option: string, value: string | undefined, otherwise: number): number {
  if (value === undefined) return otherwise;
  const port = /^\d{1,5}$/.test(value) ? Number(value) : Number.NaN;
  if (!(port <= 65_535))
    throw new UsageError(`${option} is "${value}": it must be a port from 0 (any free one) to 65535`);
  return port;
}

function readSeconds(value: string): number {
  const seconds = Number(value);
  if (!(seconds > 0)) throw new UsageError(`--start-timeout is "${value}": it must be a number of seconds above 0`);
  return seconds;
}
