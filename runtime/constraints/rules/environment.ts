import type { SourceConfiguration } from "@aws-sdk/client-apprunner";
import { RESERVED_VARIABLE_PREFIX } from "../../../api/reservedNames";
import { invalidRequest } from "../../model/apiError";

/** Environment variables and secrets of a source, and where they stand. */
export interface Environment {
  path: string;
  variables: Readonly<Record<string, string>>;
  secrets: Readonly<Record<string, string>>;
}

/** The environments that a source gives to its instances. */
export function environmentsOf({ CodeRepository: code, ImageRepository: image }: SourceConfiguration): Environment[] {
  const holders = [
    { path: "CodeConfigurationValues", holder: code?.CodeConfiguration?.CodeConfigurationValues },
    { path: "ImageConfiguration", holder: image?.ImageConfiguration },
  ];
  return holders.flatMap(({ path, holder }) =>
    holder
      ? [{ path, variables: holder.RuntimeEnvironmentVariables ?? {}, secrets: holder.RuntimeEnvironmentSecrets ?? {} }]
      : [],
  );
}

/**
 * Names and values that a process can be given, no reserved name, and no name both as a variable and as a secret (Amazon ECS, on which
 * App Runner runs its instances, refuses that too). Neither names nor values are echoed: the API marks both as sensitive.
 */
export function checkEnvironment({ path, variables, secrets }: Environment): void {
  checkNames(`${path}.RuntimeEnvironmentVariables`, variables);
  checkNames(`${path}.RuntimeEnvironmentSecrets`, secrets);
  if (Object.values(variables).some((value) => value.includes("\0"))) {
    throw invalidRequest(`A value in ${path}.RuntimeEnvironmentVariables contains a NUL character.`);
  }
  if (Object.keys(secrets).some((name) => Object.hasOwn(variables, name))) {
    throw invalidRequest(`A name stands both in ${path}.RuntimeEnvironmentVariables and in RuntimeEnvironmentSecrets.`);
  }
}

function checkNames(path: string, entries: Readonly<Record<string, string>>): void {
  for (const name of Object.keys(entries)) {
    if (name.toUpperCase().startsWith(RESERVED_VARIABLE_PREFIX)) {
      throw invalidRequest(`Keys with a prefix of ${RESERVED_VARIABLE_PREFIX} are reserved for system use: ${path}.`);
    }
    if (/[=\0]/.test(name)) {
      throw invalidRequest(`A key in ${path} contains '=' or a NUL character, which a variable's name can't have.`);
    }
  }
}
