import type { CodeConfigurationValues, HealthCheckConfiguration } from "@aws-sdk/client-apprunner";

/** One way in which a code source does not come to serve, and what a user must be told. */
export interface BrokenSource {
  /** Completes "a source with ..." or "a source that ...". */
  what: string;
  /** Files of the only commit, in place of those of a good one; undefined leaves one out. */
  files?: Record<string, string | Buffer | undefined>;
  /** Path in the repository to where a symbolic link there points. */
  links?: Record<string, string>;
  /** In place of `main`. */
  branch?: string;
  /** The service's SourceDirectory. */
  directory?: string;
  /** In place of the repository's own; `{}` stands for the folder of the repository. */
  url?: string;
  /** Configuration through the API instead of apprunner.yaml. */
  values?: CodeConfigurationValues;
  health?: HealthCheckConfiguration;
  /** All of it must be in the service's events: what happened, where, what to do. */
  says: readonly RegExp[];
  /** Must not be in any log. */
  hides?: RegExp;
}

/** An apprunner.yaml that is good but for the lines given. */
export function configuration(lines: {
  runtime?: string;
  build?: readonly string[];
  more?: string;
  command?: string;
}): string {
  const { runtime = "nodejs22", build = ["echo building"], more = "", command = "node server.js" } = lines;
  const commands = build.map((text) => `      - ${JSON.stringify(text)}\n`).join("");
  return (
    `version: 1.0\nruntime: ${runtime}\nbuild:\n  commands:\n    build:\n${commands}` +
    `run:\n  command: ${JSON.stringify(command)}\n${more}`
  );
}
