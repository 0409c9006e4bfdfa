import type { UntagResourceRequest, UntagResourceResponse } from "@aws-sdk/client-apprunner";
import type { Operation } from "./context";
import { requireTaggable } from "./tag/taggable";

/** Removes tags from a resource; a key that it does not have is no error. */
export const untagResource: Operation<UntagResourceRequest, UntagResourceResponse> = (input, context) =>
  context.state.transaction(() => {
    requireTaggable(context, input.ResourceArn!);
    for (const key of input.TagKeys!) context.state.tags.remove(input.ResourceArn!, key);
    return {};
  });
