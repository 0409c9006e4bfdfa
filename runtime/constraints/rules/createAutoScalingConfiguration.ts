import type { CreateAutoScalingConfigurationRequest } from "@aws-sdk/client-apprunner";
import { DEFAULT_SCALING } from "../../../api/scaling";
import { invalidRequest } from "../../model/apiError";
import { checkTags } from "./tags";

/** At least as many instances at most as at least. */
export function createAutoScalingConfiguration(input: CreateAutoScalingConfigurationRequest): void {
  const min = input.MinSize ?? DEFAULT_SCALING.minSize;
  const max = input.MaxSize ?? DEFAULT_SCALING.maxSize;
  if (min > max) {
    throw invalidRequest(`MinSize (${min}) can't be greater than MaxSize (${max}).`);
  }
  checkTags(input);
}
