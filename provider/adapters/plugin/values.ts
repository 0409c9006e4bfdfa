import { type JavaScriptValue, Struct } from "google-protobuf/google/protobuf/struct_pb";
import type { Properties } from "../../core/resource";
import type { Opened, Path } from "../secrets";

/** How the engine marks a value that is not plain data, and that it is a secret. Source: Pulumi's RPC protocol, "Property values". */
const SIGNATURE = "4dabf18193072939515e22adb298388d";
const SECRET = "1b47061264138c4ac30d75fd1eb44270";

/** Takes the secrets out of their wrappers. A list with a secret in it counts as secret whole: its items move. */
export function open(struct: Struct | undefined): Opened {
  const secrets: Path[] = [];
  const properties = struct ? (unwrap(struct.toJavaScript(), [], secrets) as Properties) : {};
  return { properties, secrets };
}

/** Properties for the engine, with the secrets in their wrappers again. What is `undefined` is left out. */
export function close(properties: Properties, secrets: readonly Path[] = []): Struct {
  return Struct.fromJavaScript(wrap(properties, secrets) as Record<string, JavaScriptValue>);
}

function unwrap(value: unknown, path: Path, secrets: Path[]): unknown {
  if (Array.isArray(value)) {
    const inside: Path[] = [];
    const items = value.map((item) => unwrap(item, path, inside));
    if (inside.length > 0) secrets.push(path);
    return items;
  }
  if (!isObject(value)) return value;
  if (value[SIGNATURE] === SECRET) {
    secrets.push(path);
    return unwrap(value.value, path, secrets);
  }
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, unwrap(inner, [...path, key], secrets)]));
}

function wrap(value: unknown, secrets: readonly Path[]): unknown {
  if (secrets.some((path) => path.length === 0)) return { [SIGNATURE]: SECRET, value: wrap(value, []) };
  if (Array.isArray(value)) return value.map((item) => wrap(item ?? null, []));
  // A secret further down in a value that is not known is the whole value.
  if (!isObject(value)) return secrets.length > 0 ? wrap(value, [[]]) : value;
  const kept = Object.entries(value).filter(([, inner]) => inner !== undefined);
  return Object.fromEntries(kept.map(([key, inner]) => [key, wrap(inner, below(secrets, key))]));
}

function below(secrets: readonly Path[], key: string): Path[] {
  return secrets.filter((path) => path[0] === key).map((path) => path.slice(1));
}

function isObject(value: unknown): value is Properties {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
