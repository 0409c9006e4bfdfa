import type { Lookup } from "../core/lookup";
import { block, factsOf, text } from "../core/property";
import type { Properties } from "../core/resource";
import { describe } from "../resources/service/describe";
import { findService, findServiceByName } from "../resources/service/find";
import { outputs as facts, inputs as properties } from "../resources/service/properties";
import { readTags } from "../resources/tags";

/** The provider's own inputs are a program's wishes: they are no facts of a service. */
const { deployOn: _1, desiredState: _2, ignoreImage: _3, deleteWithDomains: _4, ...members } = properties.shape;

export const getService: Lookup = {
  name: "getService",
  inputs: block(
    "DescribeServiceRequest",
    {
      doc: "A service that exists, by its name or its ARN, whoever made it. The values of its environment variables are left out: they may be secrets.",
    },
    {
      serviceName: text("ServiceName", { doc: "The service's name." }).optional(),
      serviceArn: text("AppRunnerResourceArn", { doc: "The service's ARN." }).optional(),
    },
  ),
  outputs: block(
    "Service",
    { doc: factsOf(facts).doc },
    { ...members, serviceName: members.serviceName.unwrap(), ...facts.shape },
  ),
  oneOf: ["serviceName", "serviceArn"],
  async run({ serviceName, serviceArn }, call) {
    const found = serviceArn
      ? await findService(serviceArn as string, call)
      : await findServiceByName(serviceName as string, call);
    if (!found) throw new Error(`getService: there is no service ${serviceName ?? serviceArn}`);
    return withoutVariables(describe(found, await readTags(found.ServiceArn!, call), {}, call.target)) as Properties;
  },
};

function withoutVariables(value: unknown): unknown {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return value;
  const kept = Object.entries(value).filter(([name]) => name !== "runtimeEnvironmentVariables");
  return Object.fromEntries(kept.map(([name, inner]) => [name, withoutVariables(inner)]));
}
