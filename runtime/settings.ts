import { parseArgs } from "node:util";
import { defaultHome } from "../api/home";
import { DEFAULT_PORTS } from "../api/ports";
import { type BaseImages, readBaseImages } from "./build/baseImages";
import type { Quotas } from "./operations/context";
import { readQuotas } from "./operations/quotas";

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
  /** Seconds between two looks at a source that does not tell of itself that it has moved. */
  pollInterval: number;
  quotas: Quotas;
  baseImages: BaseImages;
  /** Seconds that new instances may take to become healthy. */
  startTimeout: number | undefined;
}

/** Often enough for a push to a remote repository to deploy soon, seldom enough for its host. */
const DEFAULT_POLL_INTERVAL = 30;

const MAX_SECONDS = 99_999;

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
    quotas: readList("--quotas", values.quotas, readQuotas),
    baseImages: readList("--base-images", values["base-images"], readBaseImages),
    pollInterval: readSeconds("--poll-interval", values["poll-interval"]) ?? DEFAULT_POLL_INTERVAL,
    startTimeout: readSeconds("--start-timeout", values["start-timeout"]),
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
        "poll-interval": { type: "string" },
        quotas: { type: "string" },
        "base-images": { type: "string" },
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

function readList<T>(option: string, text: string | undefined, read: (text: string) => T): T {
  try {
    return read(text ?? "");
  } catch (error) {
    throw new UsageError(`${option}: ${(error as Error).message}`);
  }
}

function readSeconds(option: string, value: string | undefined): number | undefined {
  if (value === undefined) return undefined;
  const seconds = Number(value);
  if (!(seconds > 0 && seconds <= MAX_SECONDS))
    throw new UsageError(`${option} is "${value}": it must be a number of seconds above 0, at most ${MAX_SECONDS}`);
  return seconds;
}
