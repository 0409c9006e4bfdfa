import * as pulumi from "@pulumi/pulumi";

/**
 * Where in the args of a resource the program has secrets, as lists of keys; undefined when there are none. Pulumi hands a dynamic
 * provider the values alone, and one that is not told which of them are secrets would quote them in its messages.
 */
export function secretPaths(args: object | undefined): pulumi.Output<string[][] | undefined> | undefined {
  if (!holdsOutput(args)) return undefined;
  const found = walk(args, []).then((paths) => (paths.length > 0 ? paths : undefined));
  // An output that fails is told by Pulumi, which waits for it too.
  return pulumi.output(found.catch(() => undefined));
}

/** Without one nothing can be a secret, and nothing has to be waited for. */
function holdsOutput(value: unknown): boolean {
  if (pulumi.Output.isInstance(value) || value instanceof Promise) return true;
  return isPlain(value) && Object.values(value).some(holdsOutput);
}

async function walk(given: unknown, path: string[]): Promise<string[][]> {
  const value = given instanceof Promise ? await given : given;
  if (pulumi.Output.isInstance(value)) return (await pulumi.isSecret(value)) ? [path] : [];
  if (!isPlain(value)) return [];
  const inside = Object.entries(value).map(([key, inner]) => walk(inner, [...path, key]));
  return (await Promise.all(inside)).flat();
}

/** Data that may hold more: a list, or an object that is no instance of a class (a resource is one, and leads to others). */
function isPlain(value: unknown): value is object {
  if (typeof value !== "object" || value === null) return false;
  return Array.isArray(value) || [Object.prototype, null].includes(Object.getPrototypeOf(value));
}
