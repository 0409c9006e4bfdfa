import type { Account } from "../../core/account";
import { isApiError, type NeighbourInput } from "../../core/api";

/** The parts of a role's ARN that IAM and policies speak of. */
export interface RoleName {
  partition: string;
  account: string;
  /** Without its path. */
  name: string;
}

/** A role as IAM has it. */
export interface Role {
  arn: string;
  /** Its trust policy; undefined when it cannot be read. */
  trust: Policy | undefined;
}

interface Policy {
  Statement?: Statement | Statement[];
}

interface Statement {
  Effect?: string;
  Action?: string | string[];
  NotAction?: unknown;
  Principal?: string | Record<string, string | string[]>;
  NotPrincipal?: unknown;
}

export function parseRoleArn(arn: string): RoleName | undefined {
  const match = /^arn:([\w-]+):iam::(\d{12}):role\/(?:.*\/)?([^/]+)$/.exec(arn);
  return match ? { partition: match[1]!, account: match[2]!, name: match[3]! } : undefined;
}

/** The role of that name in the account, or undefined. */
export function findRole(RoleName: string, account: Account): Promise<Role | undefined> {
  return account.once(`role ${RoleName}`, async ({ api, signal }) => {
    try {
      const { Role: found } = await api.neighbour("iam", "GetRole", { RoleName }, { signal });
      return { arn: found!.Arn!, trust: parsePolicy(found!.AssumeRolePolicyDocument) };
    } catch (error) {
      if (isApiError(error, "NoSuchEntityException")) return undefined;
      throw error;
    }
  });
}

/** Services that a trust policy lets assume the role; undefined when it says more than can be judged here, or may mean anyone. */
export function trustedServices({ Statement: said }: Policy): string[] | undefined {
  const statements = listOf(said).filter(({ Effect }) => Effect === "Allow");
  if (statements.some(({ NotPrincipal, NotAction, Principal }) => NotPrincipal || NotAction || isAnyone(Principal)))
    return undefined;
  return statements
    .filter(({ Action }) => listOf(Action).some((action) => /^(\*|sts:\*|sts:AssumeRole)$/i.test(action)))
    .flatMap(({ Principal }) => listOf((Principal as Record<string, string | string[]> | undefined)?.Service));
}

/** What of `actions` on `resources` the role's own policies do not allow. Policies of the resources are not seen. */
export async function deniedActions(
  roleArn: string,
  actions: readonly string[],
  resources: readonly string[],
  { call: { api, signal } }: Account,
): Promise<{ action: string; resource: string }[]> {
  const denied: { action: string; resource: string }[] = [];
  let Marker: string | undefined;
  do {
    const input: NeighbourInput<"iam", "SimulatePrincipalPolicy"> = {
      PolicySourceArn: roleArn,
      ActionNames: [...actions],
      ResourceArns: [...resources],
      Marker,
    };
    const page = await api.neighbour("iam", "SimulatePrincipalPolicy", input, { signal });
    for (const { EvalActionName, EvalResourceName, EvalDecision } of page.EvaluationResults ?? []) {
      if (EvalDecision !== "allowed") denied.push({ action: EvalActionName!, resource: EvalResourceName ?? "*" });
    }
    Marker = page.IsTruncated ? page.Marker : undefined;
  } while (Marker);
  return denied;
}

/** IAM writes the document as it stands in a URL. */
function parsePolicy(document: string | undefined): Policy | undefined {
  try {
    return JSON.parse(decodeURIComponent(document ?? "")) as Policy;
  } catch {
    return undefined;
  }
}

function isAnyone(principal: Statement["Principal"]): boolean {
  return (
    principal === "*" || listOf((principal as Record<string, string | string[]> | undefined)?.Service).includes("*")
  );
}

function listOf<Item>(value: Item | Item[] | undefined): Item[] {
  return value === undefined ? [] : Array.isArray(value) ? value : [value];
}
