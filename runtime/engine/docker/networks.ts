import { createHash } from "node:crypto";
import { ask, type Daemon, orGone, refusalStatus, refusalText } from "./daemon";
import { dockerName, HOME_LABEL, INSTANCE_LABEL, labelFilter, SERVICE_LABEL } from "./labels";

/** Subnets tried of our own when Docker's default pools (about 30 networks) are used up. */
const OWN_SUBNETS = 64;

/**
 * The network of a service's instances: a bridge of its own, on which they do not reach one another either, so that services are
 * apart. (A network made `--internal` would publish no port.) Answers its name; made when it is not there.
 */
export async function ensureNetwork(daemon: Daemon, homeId: string, serviceArn: string): Promise<string> {
  const name = dockerName(homeId, serviceArn.split("/").slice(-2).join("-"));
  if (await ask(daemon, (docker) => orGone(docker.getNetwork(name).inspect()))) return name;
  for (let attempt = 0; ; attempt++) {
    try {
      await ask(daemon, (docker) =>
        docker.createNetwork({
          Name: name,
          CheckDuplicate: true,
          Driver: "bridge",
          Options: { "com.docker.network.bridge.enable_icc": "false" },
          Labels: { [HOME_LABEL]: homeId, [SERVICE_LABEL]: serviceArn },
          ...(attempt > 0 && { IPAM: { Driver: "default", Config: [{ Subnet: ownSubnet(name, attempt) }] } }),
        }),
      );
      return name;
    } catch (error) {
      if (refusalStatus(error) === 409) return name;
      const full = /address pool|overlaps|no available network|could not find an available/i.test(refusalText(error));
      if (!full || attempt >= OWN_SUBNETS) throw error;
    }
  }
}

/** Removes a service's network unless an instance, started or not, is still to use it. */
export async function removeNetwork(daemon: Daemon, homeId: string, serviceArn: string): Promise<void> {
  const name = dockerName(homeId, serviceArn.split("/").slice(-2).join("-"));
  const network = await ask(daemon, (docker) => orGone(docker.getNetwork(name).inspect()));
  if (network?.Labels?.[HOME_LABEL] !== homeId) return;
  const filters = labelFilter(homeId, INSTANCE_LABEL, `${SERVICE_LABEL}=${serviceArn}`);
  const users = await ask(daemon, (docker) => docker.listContainers({ all: true, filters }));
  if (users.length > 0) return;
  await ask(daemon, (docker) => removeUnused(docker.getNetwork(name).remove()));
}

/** Removes all networks of a home. */
export async function removeNetworks(daemon: Daemon, homeId: string): Promise<void> {
  const networks = await ask(daemon, (docker) => docker.listNetworks({ filters: labelFilter(homeId) }));
  await Promise.all(networks.map(({ Id }) => ask(daemon, (docker) => orGone(docker.getNetwork(Id).remove()))));
}

/** Docker answers 403 (Podman 409) while endpoints are left. */
async function removeUnused(removal: Promise<unknown>): Promise<void> {
  try {
    await orGone(removal);
  } catch (error) {
    if (refusalStatus(error) !== 403 && refusalStatus(error) !== 409) throw error;
  }
}

/** 62 addresses each out of 10.96.0.0/11: a part of 10/8 that is seldom used, spread by name so that homes do not meet. */
function ownSubnet(name: string, attempt: number): string {
  const hash = createHash("sha256").update(`${name}:${attempt}`).digest();
  return `10.${96 + (hash[0]! % 32)}.${hash[1]}.${(hash[2]! % 4) * 64}/26`;
}
