import type { Finding } from "../core/account";
import { typeToken } from "../core/schema";

/** A thing of that name is there, and no program of this stack made it: to create another would fail. */
export function nameTaken(kind: string, property: string, name: string, id: string): Finding {
  const adoption = `pulumi import ${typeToken("apprunner", kind)} <name> ${id}`;
  return {
    path: property,
    severity: "error",
    message: `"${name}" is taken: ${id} exists already. Choose another, leave it out to get one made up, or adopt it with the plugin: ${adoption}`,
  };
}
