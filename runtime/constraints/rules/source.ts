import type { SourceConfiguration } from "@aws-sdk/client-apprunner";
import { invalidRequest } from "../../model/apiError";
import type { Acceptance } from "../localExtension";
import { checkCodeRepository, checkCodeRepositoryParts } from "./codeRepository";
import { checkEnvironment, environmentsOf } from "./environment";
import { checkImageRepository } from "./imageRepository";

/** The rules of a whole source: exactly one of code and image, complete in itself. */
export function checkSource(source: SourceConfiguration, acceptance: Acceptance): void {
  const { CodeRepository: code, ImageRepository: image } = source;
  if (!code && !image) {
    throw invalidRequest("SourceConfiguration must have either a CodeRepository or an ImageRepository.");
  }
  checkSourceParts(source, acceptance);
  if (code) checkCodeRepository(code, source.AuthenticationConfiguration);
  if (image) checkImageRepository(image, source);
}

/** The rules that hold for any part of a source, an update's included. */
export function checkSourceParts(source: SourceConfiguration, acceptance: Acceptance): void {
  const { CodeRepository: code, ImageRepository: image } = source;
  if (code && image) {
    throw invalidRequest("SourceConfiguration can have a CodeRepository or an ImageRepository, but not both.");
  }
  if (code) checkCodeRepositoryParts(code, acceptance);
  checkPort("CodeConfigurationValues", code?.CodeConfiguration?.CodeConfigurationValues?.Port);
  checkPort("ImageConfiguration", image?.ImageConfiguration?.Port);
  for (const environment of environmentsOf(source)) checkEnvironment(environment);
}

function checkPort(path: string, port: string | undefined): void {
  if (port === undefined) return;
  if (!/^[1-9]\d{0,4}$/.test(port) || Number(port) > 65535) {
    throw invalidRequest(`${path}.Port must be a number from 1 to 65535.`);
  }
}
