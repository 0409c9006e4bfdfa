import type { TagResourceRequest, TagResourceResponse } from "@aws-sdk/client-apprunner";
import type { Operation } from "./context";
import { requireTaggable } from "./tag/taggable";
import { putTags } from "./tag/tags";

/** Adds tags to a resource, or gives tags that are there new values. Deploys nothing, and a paused service can be tagged too. */
export const tagResource: Operation<TagResourceRequest, TagResourceResponse> = (input, context) =>
  context.state.transaction(() => {
    requireTaggable(context, input.ResourceArn!);
    putTags(context, input.ResourceArn!, input.Tags);
    return {};
  });
