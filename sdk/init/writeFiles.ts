import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join, relative } from "node:path";
import { CONFIG_FILE } from "../configFile/load";
import { parseYaml } from "../configFile/yaml";
import type { FoundApp } from "./detectApp";

/** Text of apprunner.yaml: how App Runner builds and runs the app. */
export function appFile({ port, source }: FoundApp): string {
  const { runtime, build, run, environment = {} } = source!;
  const variables = Object.entries(environment).flatMap(([name, value]) => [
    `    - name: ${name}`,
    `      value: ${JSON.stringify(value)}`,
  ]);
  return [
    "# How App Runner builds and runs this service.",
    "version: 1.0",
    `runtime: ${runtime}`,
    "build:",
    "  commands:",
    "    build:",
    ...build.map((command) => `      - ${command}`),
    ...(variables.length > 0 ? ["  env:", ...variables] : []),
    "run:",
    `  command: ${run}`,
    "  network:",
    `    port: ${port}`,
    "    env: PORT",
    ...(variables.length > 0 ? ["  env:", ...variables] : []),
    "",
  ].join("\n");
}

/** Where the app is, for the config file. `directory` is its path in the repository ("" is the top). */
export interface Place {
  directory: string;
  /** Path from the config file to the app, for a Dockerfile. */
  context: string;
}

/** The service's lines in the config file, without indentation. */
export function serviceLines({ name, port, source }: FoundApp, { directory, context }: Place): string[] {
  const from = source
    ? [
        "  codeRepository:",
        "    # This git repository, as far as it is committed.",
        "    repositoryUrl: .",
        ...(directory ? [`    sourceDirectory: ${directory}`] : []),
        "    codeConfiguration:",
        "      # How to build and run it stands in apprunner.yaml.",
        "      configurationSource: REPOSITORY",
      ]
    : [
        "  imageRepository:",
        "    # Built from the Dockerfile there, for the local target.",
        `    build: ${context || "."}`,
        "    imageConfiguration:",
        `      port: "${port}"`,
      ];
  return [
    `${name}:`,
    ...[
      "sourceConfiguration:",
      ...from,
      "  autoDeploymentsEnabled: false",
      "instanceConfiguration:",
      "  cpu: 0.25 vCPU",
      "  memory: 0.5 GB",
    ].map((line) => `  ${line}`),
  ];
}

/** Text of a new config file. `schema` is the path of the JSON schema for editors. */
export function configFile(project: string, service: string[], schema: string | undefined): string {
  return [
    ...(schema ? [`# yaml-language-server: $schema=${schema}`] : []),
    "# What runs on App Runner: npx apprunner preview shows what a change does, npx apprunner up deploys it.",
    "# Names and values are the App Runner API's own, with a small first letter.",
    `project: ${project}`,
    "services:",
    ...service.map((line) => `  ${line}`),
    "",
  ].join("\n");
}

/** The file cannot be added to without rewriting it. */
export class CannotAdd extends Error {
  constructor(message: string) {
    super(message);
    this.name = "CannotAdd";
  }
}

/**
 * Adds a service to the text of a config file; every other line, comments included, stays as it is. Throws CannotAdd when the service
 * is there, or `services` is not written as a block of lines.
 */
export function addService(text: string, name: string, service: string[]): string {
  const { value, locate } = parseYaml(text);
  const services = (value as { services?: Record<string, unknown> | null } | null)?.services;
  if (services && name in services) throw new CannotAdd(`there is a service ${name} already`);
  const lines = text.split("\n");
  if (services === undefined)
    return `${text.replace(/\n*$/, "\n")}services:\n${service.map((line) => `  ${line}\n`).join("")}`;
  const at = locate("services").line - 1;
  const names = Object.keys(services ?? {});
  if (!/^services:\s*(#.*)?$/.test(lines[at] ?? "")) {
    throw new CannotAdd("services is not written as a block of lines: add the service by hand");
  }
  const indent = " ".repeat(names.length > 0 ? locate(`services.${names[0]}`).column - 1 : 2);
  lines.splice(at + 1, 0, ...service.map((line) => indent + line));
  return lines.join("\n");
}

/** What was written: file names with "written" or "added to". */
export interface Written {
  file: string;
  how: "written" | "added to";
}

/** Writes apprunner.yaml beside the app, unless it is there, and the config file at `root`. */
export function writeFiles(
  app: FoundApp,
  { folder, root, project, place }: { folder: string; root: string; project: string; place: Place },
): Written[] {
  const written: Written[] = [];
  const own = join(folder, "apprunner.yaml");
  if (app.source && !existsSync(own)) {
    writeFileSync(own, appFile(app));
    written.push({ file: relative(root, own), how: "written" });
  }
  const path = join(root, CONFIG_FILE);
  const service = serviceLines(app, place);
  const there = existsSync(path);
  writeFileSync(
    path,
    there ? addService(readFileSync(path, "utf8"), app.name, service) : configFile(project, service, schemaIn(root)),
  );
  written.push({ file: CONFIG_FILE, how: there ? "added to" : "written" });
  return written;
}

function schemaIn(root: string): string | undefined {
  const path = "node_modules/pulumi-apprunner/config.schema.json";
  return existsSync(join(root, path)) ? path : undefined;
}
