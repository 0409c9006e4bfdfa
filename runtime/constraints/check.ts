import { type OperationName, operationFact } from "../../api/shapes";
import { type ConstraintCheck, compileConstraints } from "./compile";
import type { Acceptance } from "./localExtension";
import { RULES } from "./rules/rules";
import { type Violation, violationError } from "./violation";

/**
 * Checks the input of an operation, whose JSON types are right already: first every constraint of its shapes, then the rules between
 * its members. What depends on state (names in use, quotas, statuses) is the operation's own business. Throws an
 * InvalidRequestException.
 */
export function checkInput(operation: OperationName, input: unknown, acceptance: Acceptance): void {
  const violations: Violation[] = [];
  constraintsOf(operation, acceptance)(input, "", violations);
  if (violations.length > 0) throw violationError(violations);
  RULES[operation]?.(input as never, acceptance);
}

const compiled = new Map<string, ConstraintCheck>();

function constraintsOf(operation: OperationName, { strict }: Acceptance): ConstraintCheck {
  const key = `${operation} ${strict}`;
  let check = compiled.get(key);
  if (!check) {
    check = compileConstraints(operationFact(operation).input, { strict });
    compiled.set(key, check);
  }
  return check;
}
