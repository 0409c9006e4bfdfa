import type { Properties } from "../../core/resource";
import { knownAt } from "../../core/unknown";
import type { Logged } from "./logLines";

/** Where the values of environment variables stand. */
const PATHS = [
  "sourceConfiguration.codeRepository.codeConfiguration.codeConfigurationValues.runtimeEnvironmentVariables",
  "sourceConfiguration.imageRepository.imageConfiguration.runtimeEnvironmentVariables",
];

/** Values of a service that an app may print and that an error must not repeat. */
export function sensitiveValues(inputs: Properties): Logged {
  return Object.assign({}, ...PATHS.map((path) => knownAt<Record<string, string>>(inputs, path) ?? {}));
}
