import type { AuthenticationConfiguration, CodeRepository } from "@aws-sdk/client-apprunner";
import { invalidRequest } from "../../model/apiError";
import { type Acceptance, needsConnection, refuseRepositoryUrl } from "../localExtension";

/** The rules of a whole code source. Source: API reference, CodeRepository ("required only for CreateService"), CodeConfiguration. */
export function checkCodeRepository(
  code: CodeRepository,
  authentication: AuthenticationConfiguration | undefined,
): void {
  if (!code.CodeConfiguration) throw invalidRequest("CodeRepository must have a CodeConfiguration.");
  if (needsConnection(code.RepositoryUrl!) && !authentication?.ConnectionArn) {
    throw invalidRequest(
      `AuthenticationConfiguration must have a ConnectionArn: the repository '${code.RepositoryUrl}' is reached through a connection.`,
    );
  }
}

/** The rules of what an update may hold of a code source. */
export function checkCodeRepositoryParts(code: CodeRepository, acceptance: Acceptance): void {
  const refusal = refuseRepositoryUrl(code.RepositoryUrl!, acceptance);
  if (refusal) throw invalidRequest(`The RepositoryUrl isn't valid: ${refusal}.`);
  checkBranch(code.SourceCodeVersion!.Value!);
  checkSourceDirectory(code.SourceDirectory);
  const { ConfigurationSource: source, CodeConfigurationValues: values } = code.CodeConfiguration ?? {};
  if (source === "API" && !values) {
    throw invalidRequest("CodeConfiguration must have CodeConfigurationValues when ConfigurationSource is API.");
  }
  if (source === "REPOSITORY" && values) {
    throw invalidRequest(
      "CodeConfiguration can have CodeConfigurationValues only when ConfigurationSource is API: with REPOSITORY, the configuration " +
        "comes from the file apprunner.yaml in the repository.",
    );
  }
}

/** Source: git check-ref-format; what git itself could take for an option or a path is refused before git sees it. */
function checkBranch(branch: string): void {
  if (branch === "" || branch.startsWith("-") || /[\0-\x20\x7f~^:?*[\\]|\.\.|@\{|\/\/|^\/|\/$|\.$/.test(branch)) {
    throw invalidRequest(`The SourceCodeVersion Value '${branch.slice(0, 200)}' isn't a valid branch name.`);
  }
}

function checkSourceDirectory(directory: string | undefined): void {
  if (directory?.split("/").includes("..")) {
    throw invalidRequest("The SourceDirectory must not contain '..': it is a path from the root of the repository.");
  }
}
