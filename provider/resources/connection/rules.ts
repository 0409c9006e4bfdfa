import type { Problem } from "../../core/resource";

/** A connection has no combinations that could be wrong. */
export function rules(): Problem[] {
  return [];
}
