import { type Operated, operate } from "../../core/operate";
import { typeToken } from "../../core/schema";
import { RESOURCES } from "../../resources";

/** Name of the package: of the plugin, and the first part of every type. */
export const PACKAGE = "apprunner";

/** A kind of resource as the plugin serves it. */
export type Kind = Operated;

const KINDS = new Map<string, Kind>(
  Object.values(RESOURCES).map((resource) => [typeToken(PACKAGE, resource.definition.kind), operate(resource)]),
);

/** The kind of a resource by its URN. Throws an error that names the kinds that there are. */
export function kindOf(urn: string): Kind {
  const type = partsOf(urn).type;
  const kind = KINDS.get(type);
  if (!kind) throw new Error(`there is no resource ${type}; there are ${[...KINDS.keys()].join(", ")}`);
  return kind;
}

/** The last part of a URN: the name that the program gives the resource. */
export function nameOf(urn: string): string {
  return partsOf(urn).name;
}

/** `urn:pulumi:<stack>::<project>::<parent's type>$<type>::<name>`; only the name may hold `::`. */
function partsOf(urn: string): { type: string; name: string } {
  const [, , types = "", ...name] = urn.split("::");
  return { type: types.slice(types.lastIndexOf("$") + 1), name: name.join("::") };
}
