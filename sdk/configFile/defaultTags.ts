import { checkShape } from "../../provider/core/check";
import type { Problem, Properties } from "../../provider/core/resource";
import { tags } from "../../provider/resources/tags";
import { DEFAULT_TAGS } from "./settings";

/** The tags under those of every entry; none when they are wrong, which is among `problems` then. `secrets` are paths that hold one. */
export function readDefaultTags(
  value: Properties,
  secrets: readonly string[],
  problems: Problem[],
): Record<string, string> {
  const given = value[DEFAULT_TAGS] ?? {};
  const hidden = secrets.filter((path) => path.startsWith(`${DEFAULT_TAGS}.`));
  const wrong = [
    // biome-ignore lint/suspicious/noTemplateCurlyInString: it is what the file says
    ...hidden.map((path) => ({ path, message: "a tag is no place for a ${secret:...}: many may read it" })),
    ...checkShape(tags, given, "aws").map(({ path, message }) => ({
      path: path ? `${DEFAULT_TAGS}.${path}` : DEFAULT_TAGS,
      message,
    })),
  ];
  problems.push(...wrong);
  return wrong.length > 0 ? {} : (given as Record<string, string>);
}
