import { z } from "zod";
import { RESERVED_VARIABLE_PREFIX } from "../../api/reservedNames";
import { PlanFailed } from "./failures";
import { findRuntimeByConfigName, RUNTIMES } from "./runtimeTable";
import { type LocatedYaml, type Position, parseYaml, YamlInvalid } from "./yaml";

export const CONFIGURATION_FILE = "apprunner.yaml";

const named = z.string("must be a text").min(1, "must not be empty");
const command = named;

/** Keys that stand there without a value (`pre-build:`) come as empty texts; they count as left out. */
const blankAsAbsent = (value: unknown): unknown => (value === "" ? undefined : value);
const optional = <T extends z.ZodType>(type: T) => z.preprocess(blankAsAbsent, type.optional());

const commands = z.array(command, "must be a list of commands, one per line after a `- `").min(1, "must not be empty");

const variableName = named
  .regex(/^[^=\0\n]+$/, "must be a variable's name, without `=` and line breaks")
  .refine(
    (name) => !name.toUpperCase().startsWith(RESERVED_VARIABLE_PREFIX),
    `must not begin with ${RESERVED_VARIABLE_PREFIX}, which is App Runner's own`,
  );

const entries = <T extends z.ZodRawShape>(shape: T, example: string) =>
  z
    .array(
      z.strictObject({ name: variableName, ...shape }, `must be \`${example}\``),
      `must be a list of \`${example}\``,
    )
    .superRefine((list, context) => {
      const seen = new Set<unknown>();
      for (const [index, { name }] of (list as { name: string }[]).entries()) {
        if (seen.has(name))
          context.addIssue({ code: "custom", path: [index, "name"], message: `"${name}" is there twice` });
        seen.add(name);
      }
    });

const variables = entries({ value: z.string("must be one value (text, number, true or false)") }, "- name: … value: …");
const secrets = entries({ "value-from": named }, "- name: … value-from: …");

const port = z
  .string("must be a number")
  .refine(
    (text) => /^\d+$/.test(text) && Number(text) >= 1 && Number(text) <= 65535,
    "must be a port number from 1 to 65535",
  )
  .transform(Number);

const runtimeName = z
  .string("must be the name of a runtime")
  .refine((name) => findRuntimeByConfigName(name) !== undefined, {
    error: ({ input }) =>
      `"${input}" is not a runtime; allowed: ${RUNTIMES.map(({ configName }) => configName).join(", ")}`,
  });

/** The whole of the format. Source: guide, "App Runner configuration file reference" (also its 2023 additions: secrets, pre-run). */
const format = z.strictObject(
  {
    version: z.string("must be 1.0").refine((text) => text === "1.0" || text === "1", "must be 1.0"),
    runtime: runtimeName,
    build: z.strictObject(
      {
        commands: z.strictObject(
          { "pre-build": optional(commands), build: commands, "post-build": optional(commands) },
          "must hold the key build, a list of commands",
        ),
        env: optional(variables),
      },
      "must hold the key commands",
    ),
    run: z.strictObject(
      {
        "runtime-version": optional(
          z.string().regex(/^\d+(\.\d+)*$/, "must be major[.minor[.patch]], like 3.11 or 22.4.1"),
        ),
        "pre-run": optional(commands),
        command: z.string("must be one command").trim().min(1, "must not be empty"),
        network: optional(
          z.strictObject({ port: optional(port), env: optional(variableName) }, "must hold the keys port and env"),
        ),
        env: optional(variables),
        secrets: optional(secrets),
      },
      "must hold the key command",
    ),
  },
  "must hold the keys version, runtime, build and run",
);

/** What an apprunner.yaml says, checked. */
export type ConfigurationFile = z.output<typeof format>;

/** Reads apprunner.yaml. Throws PlanFailed with every fault: file, line, column, the key and what is allowed there. */
export function readConfigurationFile(text: string): ConfigurationFile {
  const yaml = parse(text);
  const result = format.safeParse(yaml.value === undefined ? "" : yaml.value);
  if (result.success) return result.data;
  throw refusal(result.error.issues.flatMap((issue) => faults(issue, yaml)));
}

interface Fault extends Position {
  message: string;
}

function parse(text: string): LocatedYaml {
  try {
    return parseYaml(text);
  } catch (error) {
    if (error instanceof YamlInvalid) throw refusal([{ ...error.position, message: error.message }]);
    throw error;
  }
}

function faults(issue: z.core.$ZodIssue, yaml: LocatedYaml): Fault[] {
  const at = (path: readonly PropertyKey[], said: string): Fault => ({
    ...yaml.locate(path),
    message: `${path.length > 0 ? pathText(path) : "the file"} ${said}`,
  });
  if (issue.code === "unrecognized_keys") {
    const said = `is not a key of this file; allowed here: ${allowedKeys(issue.path)}`;
    return issue.keys.map((key) => at([...issue.path, key], said));
  }
  const missing = issue.path.length > 0 && valueAt(yaml.value, issue.path) === undefined;
  return [at(issue.path, missing ? "is missing" : issue.message)];
}

function valueAt(value: unknown, path: readonly PropertyKey[]): unknown {
  return path.reduce<unknown>((parent, key) => (parent as Record<PropertyKey, unknown> | undefined)?.[key], value);
}

/** Keys that the format has at a path, read from the format itself. */
function allowedKeys(path: readonly PropertyKey[]): string {
  let type: unknown = format;
  for (const key of path) type = typeof key === "number" ? elementOf(type) : shapeOf(type)?.[String(key)];
  return Object.keys(shapeOf(type) ?? {}).join(", ");
}

function unwrap(type: unknown): unknown {
  if (type instanceof z.ZodPipe) return unwrap(type.out);
  if (type instanceof z.ZodOptional) return unwrap(type.unwrap());
  return type;
}

function shapeOf(type: unknown): Record<string, unknown> | undefined {
  const inner = unwrap(type);
  return inner instanceof z.ZodObject ? inner.shape : undefined;
}

function elementOf(type: unknown): unknown {
  const inner = unwrap(type);
  return inner instanceof z.ZodArray ? inner.element : undefined;
}

function pathText(path: readonly PropertyKey[]): string {
  return path
    .map((key) => (typeof key === "number" ? `[${key}]` : `.${String(key)}`))
    .join("")
    .replace(/^\./, "");
}

function refusal(faults: readonly Fault[]): PlanFailed {
  const lines = faults
    .toSorted((one, other) => one.line - other.line || one.column - other.column)
    .map(({ line, column, message }) => `${CONFIGURATION_FILE}:${line}:${column}: ${message}`);
  return new PlanFailed(`The configuration file is not valid.\n${lines.join("\n")}`);
}
