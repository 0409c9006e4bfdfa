/**
 * Status of a revision. Lower case on the wire, although the API's enum is upper case: the real service answers so, and clients
 * compare with it (Terraform waits for exactly `active`).
 */
export type AutoScalingStatus = "active" | "inactive";

/**
 * The configuration that every region has from the start, and the id that the real service gives its revision 1 in every account.
 * Observability configurations have one of the same name and id.
 */
export const PROVIDED_CONFIGURATION = {
  name: "DefaultConfiguration",
  revision: 1,
  id: "00000000000000000000000000000001",
} as const;
