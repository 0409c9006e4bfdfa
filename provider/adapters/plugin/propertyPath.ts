import type { z } from "zod";
import { membersOf } from "../../core/property";

/**
 * The path of a change (`tags.app.io/name`) as the engine writes paths: `tags["app.io/name"]`. Keys of maps are the user's own and may
 * hold dots, so only the definition says where one begins.
 */
export function enginePath(schema: z.ZodType, path: string): string {
  const [first, ...rest] = keysOf(schema, path);
  return first + rest.map((key) => (/^[A-Za-z_$][\w$]*$/.test(key) ? `.${key}` : `["${quoted(key)}"]`)).join("");
}

function keysOf(schema: z.ZodType, path: string): string[] {
  const keys: string[] = [];
  let at: z.ZodType | undefined = schema;
  let rest = path;
  while (rest !== "") {
    const members: [string, z.ZodType][] | undefined = at && membersOf(at);
    const name: string = members ? rest.split(".", 1)[0]! : rest;
    keys.push(name);
    rest = rest.slice(name.length + 1);
    at = members?.find(([member]) => member === name)?.[1];
  }
  return keys;
}

function quoted(key: string): string {
  return key.replaceAll('"', '\\"');
}
