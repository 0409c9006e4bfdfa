import type { CreateServiceRequest } from "@aws-sdk/client-apprunner";
import type { Acceptance } from "../localExtension";
import { checkServiceConfiguration } from "./serviceConfiguration";
import { checkTags } from "./tags";

export function createService(input: CreateServiceRequest, acceptance: Acceptance): void {
  checkServiceConfiguration(input, acceptance);
  checkTags(input);
}
