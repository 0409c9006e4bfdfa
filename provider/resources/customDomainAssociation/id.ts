/** Which association: of which domain, with which service. */
export interface Place {
  domainName: string;
  serviceArn: string;
}

/** `domain,serviceArn`; neither has a comma. */
export function associationId({ domainName, serviceArn }: Place): string {
  return `${domainName},${serviceArn}`;
}

/** The reverse of associationId. `what` is whose id it should be. Throws when it is none. */
export function parseId(id: string, what: string): Place {
  const [domainName, serviceArn] = id.split(",");
  if (!domainName || !serviceArn) throw new Error(`"${id}" is no id of ${what}: domain,serviceArn`);
  return { domainName, serviceArn };
}

/** The place that a program's inputs name. */
export function placeOf(inputs: Record<string, unknown>): Place {
  return { domainName: inputs.domainName as string, serviceArn: inputs.serviceArn as string };
}
