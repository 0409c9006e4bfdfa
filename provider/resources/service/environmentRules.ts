import { RESERVED_VARIABLE_PREFIX } from "../../../api/reservedNames";
import { REFERENCE_FORMS, readSecretReference } from "../../../api/secretReference";
import type { Problem, Properties } from "../../core/resource";
import { isGiven, isUnknown, knownAt } from "../../core/unknown";
import { CONFIGURATIONS, INSTANCE_ROLE } from "./paths";

/** Of a parameter's bare name, which is one in every region. */
const ANY_REGION = "us-east-1";

/** Environments that a process cannot be given, or that App Runner keeps for itself. No message has a value: any may be a secret. */
export function environmentRules(inputs: Properties): Problem[] {
  return CONFIGURATIONS.flatMap((configuration) => {
    const plain = knownAt<Properties>(inputs, `${configuration}.runtimeEnvironmentVariables`) ?? {};
    const secret = knownAt<Properties>(inputs, `${configuration}.runtimeEnvironmentSecrets`) ?? {};
    return [
      ...names(`${configuration}.runtimeEnvironmentVariables`, plain),
      ...names(`${configuration}.runtimeEnvironmentSecrets`, secret),
      ...nulCharacters(`${configuration}.runtimeEnvironmentVariables`, plain),
      ...twice(`${configuration}.runtimeEnvironmentSecrets`, plain, secret),
      ...noReference(`${configuration}.runtimeEnvironmentSecrets`, secret),
      ...roleForSecrets(inputs, secret),
    ];
  });
}

function names(path: string, given: Properties): Problem[] {
  return Object.keys(given).flatMap((name) => {
    const at = `${path}.${name}`;
    if (name.toUpperCase().startsWith(RESERVED_VARIABLE_PREFIX)) {
      const message = `names that start with ${RESERVED_VARIABLE_PREFIX} are reserved for App Runner; choose another`;
      return [{ path: at, message }];
    }
    if (!/[=\0]/.test(name)) return [];
    return [{ path: at, message: "the key is not allowed: must be the name of a variable, without = and NUL" }];
  });
}

function nulCharacters(path: string, given: Properties): Problem[] {
  const wrong = Object.keys(given).filter((name) => String(given[name]).includes("\0"));
  return wrong.map((name) => ({ path: `${path}.${name}`, message: "the value is not allowed: must be without NUL" }));
}

function twice(path: string, plain: Properties, secret: Properties): Problem[] {
  const both = Object.keys(secret).filter((name) => name in plain);
  return both.map((name) => ({
    path: `${path}.${name}`,
    message: "is among runtimeEnvironmentVariables too; give it once",
  }));
}

/** What stands there in the place of a reference may be the secret itself: it is not quoted. */
function noReference(path: string, secret: Properties): Problem[] {
  const message = `the value is not allowed: must be ${REFERENCE_FORMS}`;
  return Object.entries(secret).flatMap(([name, text]) => {
    const isWrong = typeof text === "string" && !isUnknown(text) && !readSecretReference(text, ANY_REGION);
    return isWrong ? [{ path: `${path}.${name}`, message }] : [];
  });
}

function roleForSecrets(inputs: Properties, secret: Properties): Problem[] {
  if (Object.keys(secret).length === 0 || isGiven(inputs, INSTANCE_ROLE)) return [];
  const message = "is required with runtimeEnvironmentSecrets: the app reads them with this role";
  return [{ path: INSTANCE_ROLE, message }];
}
