import type { ListTagsForResourceRequest, ListTagsForResourceResponse } from "@aws-sdk/client-apprunner";
import type { Operation } from "./context";
import { requireTaggable } from "./tag/taggable";

/** Tags of a resource, by key. */
export const listTagsForResource: Operation<ListTagsForResourceRequest, ListTagsForResourceResponse> = (
  input,
  context,
) => {
  requireTaggable(context, input.ResourceArn!);
  const tags = context.state.tags.listOfResource(input.ResourceArn!);
  return { Tags: tags.map(({ key, value }) => ({ Key: key, Value: value })) };
};
