import { isOperationName, operationFact, shape } from "../../api/shapes";
import { LostAnswer } from "./uncertain";

/**
 * The answer, if it says anything of what the API's model requires of it. A success with an empty body must be taken neither for a
 * thing that is not there nor for one that was not made. Throws LostAnswer.
 */
export function requireAnswer<Answer>(operation: string, answer: Answer): Answer {
  if (!isOperationName(operation)) return answer;
  const { required = [] } = shape(operationFact(operation).output);
  const said = answer as Record<string, unknown>;
  if (required.length === 0 || required.some((member) => said[member] !== undefined)) return answer;
  throw new LostAnswer(`the answer has no ${required.join(", ")}`);
}
