import type { Account, Finding } from "../core/account";
import { adoption } from "./adoption";

/** A thing of that name is there, and no program of this stack made it: to create another would fail. */
export function nameTaken(kind: string, property: string, name: string, id: string, account: Account): Finding {
  const adopt = adoption(kind, id, account, kind === "Service" ? name : undefined);
  return {
    path: property,
    severity: "error",
    message: `"${name}" is taken: ${id} exists already. Choose another, leave it out to get one made up, or adopt it ${adopt}`,
  };
}
