import type { ImportedKind } from "./candidates";
import type { Found } from "./inventory";

/** What a thing is called in the program. */
export interface Names {
  /** The variable, unique in the program. */
  variable: string;
  /** Pulumi's name of the resource, unique in its kind. */
  resource: string;
}

/** Added to the name of a variable that is taken. */
const SUFFIX: Record<ImportedKind, string> = {
  autoScalingConfiguration: "Scaling",
  connection: "Connection",
  customDomainAssociation: "Domain",
  defaultAutoScalingConfiguration: "Configuration",
  observabilityConfiguration: "Tracing",
  service: "Service",
  vpcConnector: "Connector",
  vpcIngressConnection: "Ingress",
};

/** Words that no variable of a strict TypeScript module can have, and those that the program has itself. */
const TAKEN = (
  "apprunner config pulumi " +
  "arguments await break case catch class const continue debugger default delete do else enum eval export extends false finally for " +
  "function if implements import in instanceof interface let new null package private protected public return static super switch " +
  "this throw true try typeof undefined var void while with yield exports module require"
).split(" ");

/** Names for all, those of services first: they are what a reader looks for. The same things get the same names every time. */
export function nameAll(found: readonly Found[]): Map<Found, Names> {
  const variables = new Set(TAKEN);
  const resources = new Set<string>();
  const services = found.filter(({ kind }) => kind === "service");
  const others = found.filter(({ kind }) => kind !== "service");
  const named = new Map<Found, Names>();
  for (const one of [...services, ...others]) {
    const variable = variableOf(one, variables);
    const resource = firstFree(resourceName(one.name), (name) => resources.has(`${one.kind} ${name}`), "-");
    // A service's URL is exported under a name of its own.
    for (const name of one.kind === "service" ? [variable, `${variable}Url`] : [variable]) variables.add(name);
    resources.add(`${one.kind} ${resource}`);
    named.set(one, { variable, resource });
  }
  return named;
}

function variableOf({ kind, name }: Found, taken: ReadonlySet<string>): string {
  const isTaken = (word: string): boolean => taken.has(word) || (kind === "service" && taken.has(`${word}Url`));
  const plain = camelCase(name);
  const isIdentifier = /^[a-z]/i.test(plain);
  if (isIdentifier && !isTaken(plain)) return plain;
  const suffix = SUFFIX[kind];
  const longer = isIdentifier ? `${plain}${suffix}` : `${suffix[0]!.toLowerCase()}${suffix.slice(1)}${plain}`;
  return firstFree(longer, isTaken, "");
}

function firstFree(name: string, isTaken: (name: string) => boolean, dash: string): string {
  for (let number = 2, free = name; ; number++) {
    if (!isTaken(free)) return free;
    free = `${name}${dash}${number}`;
  }
}

/** `shop-web_2` becomes `shopWeb2`, `*.example.com` becomes `wildcardExampleCom`. */
function camelCase(name: string): string {
  const words = resourceName(name)
    .split(/[^A-Za-z0-9]+/)
    .filter(Boolean);
  return words
    .map((word, index) => `${index === 0 ? word[0]!.toLowerCase() : word[0]!.toUpperCase()}${word.slice(1)}`)
    .join("");
}

/** URNs and shells take these characters as they are. */
function resourceName(name: string): string {
  return name.replace(/^\*/, "wildcard").replace(/[^A-Za-z0-9._-]+/g, "-");
}
