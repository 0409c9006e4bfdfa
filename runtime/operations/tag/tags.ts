import type { Tag } from "@aws-sdk/client-apprunner";
import { invalidRequest } from "../../model/apiError";
import type { OperationContext } from "../context";

/**
 * Puts tags on a resource, new or not: a key that is there gets the new value.
 * Throws InvalidRequestException for more tags than a resource may have.
 */
export function putTags({ state, quotas }: OperationContext, resourceArn: string, tags: readonly Tag[] = []): void {
  for (const { Key, Value = "" } of tags) state.tags.put(resourceArn, Key!, Value);
  const count = state.tags.listOfResource(resourceArn).length;
  if (count > quotas.tagsPerResource) {
    throw invalidRequest(`A resource can have ${quotas.tagsPerResource} tags at most; this one would have ${count}.`);
  }
}
