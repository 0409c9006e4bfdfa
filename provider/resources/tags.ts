import { MAX_TAGS } from "../../api/tags";
import { tagMap } from "../core/property";
import type { Call } from "../core/resource";

/** The `tags` of every kind that has them. */
export const tags = tagMap({
  doc: `Tags: at most ${MAX_TAGS} keys with their values. A change deploys nothing.`,
  default: {},
  change: "update",
});

export type TagMap = Record<string, string>;

/** As the API takes them; undefined for none, so that a create request leaves them out. */
export function tagList(given: TagMap | undefined): { Key: string; Value: string }[] | undefined {
  const pairs = Object.entries(given ?? {}).map(([Key, Value]) => ({ Key, Value }));
  return pairs.length > 0 ? pairs : undefined;
}

/** What AWS itself tags with (CloudFormation, Copilot, service catalogs): nobody else can set or remove it. */
const AWS_OWN = /^aws:/i;

/** The tags of a resource that are its owner's. */
export async function readTags(arn: string, call: Call): Promise<TagMap> {
  const { Tags = [] } = await call.api.call("ListTagsForResource", { ResourceArn: arn }, call);
  const own = Tags.filter(({ Key = "" }) => !AWS_OWN.test(Key));
  return Object.fromEntries(own.map(({ Key = "", Value = "" }) => [Key, Value]));
}

/** Makes the tags of a resource exactly `wanted`; asks for nothing when they are. */
export async function syncTags(arn: string, wanted: TagMap | undefined, call: Call): Promise<void> {
  const live = await readTags(arn, call);
  const goal = wanted ?? {};
  const gone = Object.keys(live).filter((key) => !(key in goal));
  const changed = Object.fromEntries(Object.entries(goal).filter(([key, value]) => live[key] !== value));
  if (gone.length > 0) await call.api.call("UntagResource", { ResourceArn: arn, TagKeys: gone }, call);
  const list = tagList(changed);
  if (list) await call.api.call("TagResource", { ResourceArn: arn, Tags: list }, call);
}
