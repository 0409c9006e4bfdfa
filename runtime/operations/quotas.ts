import { MAX_TAGS } from "../../api/tags";
import type { Quotas } from "./context";

/**
 * What a new account may have in a region, unless the runtime is started with other numbers.
 * Sources: guide, "App Runner resource quotas" (services, connections, auto scaling configurations and revisions) and "Managing custom
 * domain names" (five); General Reference, "AWS App Runner endpoints and quotas" (the same 10 for the kinds that came later); 50 tags
 * are the limit of every AWS resource.
 */
export const DEFAULT_QUOTAS: Quotas = {
  services: 10,
  connections: 10,
  autoScalingConfigurations: 10,
  autoScalingConfigurationRevisions: 10,
  observabilityConfigurations: 10,
  observabilityConfigurationRevisions: 10,
  vpcConnectors: 10,
  vpcIngressConnections: 10,
  customDomainsPerService: 5,
  tagsPerResource: MAX_TAGS,
};

/**
 * Quotas with some of them set, as in `services=30,connections=20`; an empty text sets none. Throws an Error that names the part
 * that cannot be read and what would do.
 */
export function readQuotas(text: string): Quotas {
  const quotas = { ...DEFAULT_QUOTAS };
  for (const part of text.split(",").map((each) => each.trim())) {
    if (part === "") continue;
    const [name = "", value = "", ...rest] = part.split("=").map((each) => each.trim());
    if (!Object.hasOwn(quotas, name)) {
      throw new Error(`There is no quota '${name}'. The quotas are ${Object.keys(DEFAULT_QUOTAS).join(", ")}.`);
    }
    if (!/^[0-9]{1,6}$/.test(value) || rest.length > 0) {
      throw new Error(`The quota '${part}' must be a name, '=' and a number from 0 to 999999, as in ${name}=20.`);
    }
    quotas[name as keyof Quotas] = Number(value);
  }
  return quotas;
}
