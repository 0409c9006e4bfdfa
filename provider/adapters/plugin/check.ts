import { CheckFailure, CheckRequest, CheckResponse } from "@pulumi/pulumi/proto/provider_pb";
import { type Finding, RESOURCE_NAME } from "../../core/account";
import { conceal } from "../../core/conceal";
import { withDefaultTags } from "../../core/defaultTags";
import type { Problem, Properties } from "../../core/resource";
import { secretValues } from "../secrets";
import { type Naming, namingProblems, withName } from "./autoName";
import { type Kind, kindOf, nameOf } from "./kinds";
import type { Session } from "./session";
import { close, open } from "./values";

/** Says everything that is wrong with the inputs, and what the account makes impossible, and fills in the name. */
export async function check(request: CheckRequest, session: Session): Promise<CheckResponse> {
  const kind = kindOf(request.getUrn());
  const news = open(request.getNews());
  const naming = namingOf(request);
  const olds = open(request.getOlds()).properties;
  const { target, defaultTags } = session.options();
  const tagged = withDefaultTags(kind.definition, news.properties, defaultTags);
  const inputs = withName(kind.definition, olds, tagged, naming);
  const secrets = secretValues(news);
  const wrong = [...kind.check(inputs, target), ...namingProblems(kind.definition, inputs, naming)];
  const findings = wrong.length > 0 ? [] : await foreseen(request.getUrn(), kind, olds, inputs, session);
  sayFindings(findings, request.getUrn(), secrets, session);
  const problems = [...wrong, ...findings.filter(({ severity }) => severity === "error")];
  const response = new CheckResponse();
  response.setInputs(close(inputs, news.secrets));
  response.setFailuresList(failuresOf(problems, secrets));
  return response;
}

/** A command that takes something over names the resource, which is known here. */
async function foreseen(
  urn: string,
  { definition, foresee }: Kind,
  olds: Properties,
  inputs: Properties,
  session: Session,
): Promise<Finding[]> {
  const findings = await session.foresight.ofCheck(definition, foresee, olds, inputs);
  const name = nameOf(urn);
  if (!/^[\w.-]+$/.test(name)) return findings;
  return findings.map((each) => ({ ...each, message: each.message.replace(RESOURCE_NAME, name) }));
}

/** The path stands in the reason: the engine prints the value of a property that a failure names, secret or not. */
export function failuresOf(problems: readonly Problem[], secrets: readonly unknown[]): CheckFailure[] {
  return problems.map(({ path, message }) => {
    const failure = new CheckFailure();
    failure.setReason(conceal(path ? `${path}: ${message}` : message, secrets));
    return failure;
  });
}

/** Says what a look at the account found that is no failure. */
export function sayFindings(
  findings: readonly Finding[],
  urn: string,
  secrets: readonly unknown[],
  session: Session,
): void {
  for (const { severity, path, message } of findings) {
    const text = conceal(path ? `${path}: ${message}` : message, secrets);
    if (severity !== "error") session.log(text, urn, severity === "warning" ? "warning" : "info");
  }
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
