import type { Properties, Target } from "../../provider/core/resource";
import { isUnknown, knownAt } from "../../provider/core/unknown";
import { howToShakeHands } from "../../provider/resources/connection/handshake";
import type { DigestDiagnostic } from "./digest";
import type { Prediction } from "./report";
import { definitionOf, partsOfUrn } from "./resourceKind";
import type { Planned } from "./rows";

/** Names under which people keep secrets; as plain variables they are readable in the console and in the API. */
const SECRET_NAME = /(?:^|_)(?:PASSWORD|PASSWD|SECRET|TOKEN|API_?KEY|PRIVATE_?KEY|CREDENTIALS?)(?:_|$)/i;

/** Everything in a preview that will fail, or that a reviewer should stop at. Errors first. */
export function problemsOf(
  plan: readonly Planned[],
  diagnostics: readonly DigestDiagnostic[],
  { target }: { target: Target },
): Prediction[] {
  const found = [
    ...diagnostics.flatMap(diagnosed),
    ...plan.flatMap((one) => [
      ...connectionNotReady(one, plan, target),
      ...domainOfReplaced(one, plan),
      ...unsettled(one),
      ...readableSecrets(one),
    ]),
  ];
  return [
    ...found.filter(({ severity }) => severity === "error"),
    ...found.filter(({ severity }) => severity === "warning"),
  ];
}

function diagnosed({ urn, message, severity: given }: DigestDiagnostic): Prediction[] {
  const text = withoutColors(message).trim();
  // A dynamic provider can only print: what it foresees comes as a message of no weight.
  const foreseen = given.startsWith("info") ? /^warning: (.*)$/s.exec(text)?.[1] : undefined;
  const severity = foreseen === undefined ? given : "warning";
  if (severity !== "error" && severity !== "warning") return [];
  if (text === "" || /^preview failed$/.test(text)) return [];
  const name = urn ? partsOfUrn(urn) : undefined;
  const isStack = name?.type === "pulumi:pulumi:Stack";
  return [{ severity, ...(name && !isStack && { name: name.name }), message: foreseen ?? text }];
}

/** App Runner builds for minutes and then says "Failed to retrieve the latest commit". */
function connectionNotReady(one: Planned, plan: readonly Planned[], target: Target): Prediction[] {
  const repository = knownAt<string>(one.new?.inputs, "sourceConfiguration.codeRepository.repositoryUrl");
  if (!isDeployed(one) || repository?.startsWith("file:")) return [];
  const arn = knownAt<string>(one.new?.inputs, "sourceConfiguration.authenticationConfiguration.connectionArn");
  const connection = plan.find(
    ({ type, old }) =>
      definitionOf(type)?.kind === "Connection" && arn !== undefined && old?.outputs?.connectionArn === arn,
  );
  if (connection?.old?.outputs?.status !== "PENDING_HANDSHAKE") return [];
  const how = howToShakeHands(String(connection.old.outputs.connectionName ?? connection.name), target);
  const message = `connection ${connection.name} is PENDING_HANDSHAKE: ${how} before this is deployed`;
  return [{ severity: "error", name: one.name, message }];
}

function domainOfReplaced(one: Planned, plan: readonly Planned[]): Prediction[] {
  if (definitionOf(one.type)?.kind !== "Service" || (one.action !== "replace" && one.action !== "delete")) return [];
  const arn = one.old?.outputs?.serviceArn;
  const domains = plan.filter(
    ({ type, old }) => definitionOf(type)?.kind === "CustomDomainAssociation" && old?.outputs?.serviceArn === arn,
  );
  return domains.map(({ old }) => ({
    severity: "warning",
    name: one.name,
    message: `${String(old?.outputs?.domainName)} leads to this service and does not answer from its removal until it is associated with another and validated`,
  }));
}

/** A service that is not simply running: the update waits, repairs or fails. */
function unsettled(one: Planned): Prediction[] {
  if (definitionOf(one.type)?.kind !== "Service" || one.action === "same" || one.action === "create") return [];
  const message = UNSETTLED[String(one.old?.outputs?.status)];
  return message === undefined ? [] : [{ severity: "warning", name: one.name, message }];
}

const UNSETTLED: Record<string, string | undefined> = {
  PAUSED: "the service is paused; resume it to see the change in service",
  OPERATION_IN_PROGRESS: "another operation was running when it was last seen; the update waits for its end",
  CREATE_FAILED: "its creation failed; the update tries again",
  DELETE_FAILED: "its removal failed before",
};

function readableSecrets(one: Planned): Prediction[] {
  if (definitionOf(one.type)?.kind !== "Service" || !isDeployed(one)) return [];
  const places = [
    "sourceConfiguration.codeRepository.codeConfiguration.codeConfigurationValues",
    "sourceConfiguration.imageRepository.imageConfiguration",
  ];
  return places
    .flatMap((place) =>
      Object.entries(knownAt<Properties>(one.new?.inputs, `${place}.runtimeEnvironmentVariables`) ?? {}),
    )
    .filter(([name, value]) => SECRET_NAME.test(name) && !isUnknown(value))
    .map(([name]) => ({
      severity: "warning" as const,
      name: one.name,
      message: `variable ${name} sounds like a secret; everyone who may look at the service can read it. Keep it in Secrets Manager or SSM and name it in runtimeEnvironmentSecrets`,
    }));
}

function isDeployed({ action }: Planned): boolean {
  return action === "create" || action === "update" || action === "replace";
}

/** Pulumi writes colours as `<{%fg 1%}>`, terminals as escape sequences. */
function withoutColors(text: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: an escape sequence begins with one
  return text.replace(/<\{%.*?%\}>/g, "").replace(/\u001b\[[0-9;]*m/g, "");
}
