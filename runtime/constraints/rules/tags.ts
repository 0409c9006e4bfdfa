import type { Tag } from "@aws-sdk/client-apprunner";
import { MAX_TAGS } from "../../../api/tags";
import { invalidRequest } from "../../model/apiError";

/** The tags of a request: each with a key, no key twice, not more than a resource can have. */
export function checkTags({ Tags: tags = [] }: { Tags?: readonly Tag[] | undefined }): void {
  if (tags.length > MAX_TAGS) {
    throw invalidRequest(`A resource can have ${MAX_TAGS} tags at most. The request has ${tags.length}.`);
  }
  const keys = new Set<string>();
  for (const { Key: key } of tags) {
    if (key === undefined) throw invalidRequest("Every tag in Tags must have a Key.");
    if (keys.has(key)) throw invalidRequest(`The tag key '${key}' stands in Tags more than once.`);
    keys.add(key);
  }
}
