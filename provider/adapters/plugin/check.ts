import { CheckFailure, CheckRequest, CheckResponse } from "@pulumi/pulumi/proto/provider_pb";
import type { Problem } from "../../core/resource";
import { type Naming, namingProblems, withName } from "./autoName";
import { conceal, secretValues } from "./conceal";
import { kindOf, nameOf } from "./kinds";
import type { Session } from "./session";
import { close, open } from "./values";

/** Says everything that is wrong with the inputs, and fills in the name. The same question has the same answer. */
export function check(request: CheckRequest, session: Session): CheckResponse {
  const kind = kindOf(request.getUrn());
  const news = open(request.getNews());
  const naming = namingOf(request);
  const inputs = withName(kind.definition, open(request.getOlds()).properties, news.properties, naming);
  const problems = [
    ...kind.check(inputs, session.options().target),
    ...namingProblems(kind.definition, inputs, naming),
  ];
  const response = new CheckResponse();
  response.setInputs(close(inputs, news.secrets));
  response.setFailuresList(failuresOf(problems, secretValues(news)));
  return response;
}

/** The path stands in the reason: the engine prints the value of a property that a failure names, secret or not. */
export function failuresOf(problems: readonly Problem[], secrets: readonly unknown[]): CheckFailure[] {
  return problems.map(({ path, message }) => {
    const failure = new CheckFailure();
    failure.setReason(conceal(path ? `${path}: ${message}` : message, secrets));
    return failure;
  });
}

function namingOf(request: CheckRequest): Naming {
  const { Mode } = CheckRequest.AutonamingOptions;
  const modes = new Map([
    [Mode.PROPOSE, "propose"],
    [Mode.ENFORCE, "enforce"],
    [Mode.DISABLE, "disable"],
  ] as const);
  const options = request.getAutonaming();
  return {
    name: request.getName() || nameOf(request.getUrn()),
    proposed: options?.getProposedName() || undefined,
    mode: options && modes.get(options.getMode()),
    seed: request.getRandomseed_asU8(),
  };
}
