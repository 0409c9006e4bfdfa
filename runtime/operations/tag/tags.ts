import type { Tag } from "@aws-sdk/client-apprunner";
import { invalidRequest } from "../../model/apiError";
import type { OperationContext } from "../context";

/**
 * Puts tags on a resource, new or not: a key that is there gets the new value.
 * Throws InvalidRequestException for a tag without a key, a key given twice, or more tags than a resource may have.
 */
export function putTags({ state, quotas }: OperationContext, resourceArn: string, tags: readonly Tag[] = []): void {
  const keys = new Set(state.tags.listOfResource(resourceArn).map(({ key }) => key));
  const given = new Set<string>();
  for (const { Key, Value = "" } of tags) {
    if (!Key) throw invalidRequest("A tag has no Key.");
    if (given.has(Key)) throw invalidRequest(`The tag key '${Key}' is given more than once.`);
    given.add(Key);
    keys.add(Key);
    state.tags.put(resourceArn, Key, Value);
  }
  if (keys.size > quotas.tagsPerResource) {
    throw invalidRequest(
      `A resource can have at most ${quotas.tagsPerResource} tags; this one would have ${keys.size}.`,
    );
  }
}
