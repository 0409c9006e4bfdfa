import type { Call, Created, Lifecycle, Properties } from "../../core/resource";
import { listDomains } from "../customDomainAssociation/find";
import { readTags } from "../tags";
import { beginOperation } from "./begin";
import { createService } from "./create";
import { describe } from "./describe";
import { findIdleService, findService, findServiceByName, serviceNameOf } from "./find";
import { knowDefault } from "./knowDefault";
import { followOperation } from "./operation";
import { updateService } from "./update";

export const lifecycle: Lifecycle = {
  create: createService,
  read,
  update: updateService,
  delete: deleteService,
};

async function read(id: string, outputs: Properties, call: Call): Promise<Created | undefined> {
  const live = await (id.startsWith("arn:") ? findService(id, call) : findServiceByName(id, call));
  if (!live) return undefined;
  const arn = live.ServiceArn!;
  const known = await knowDefault(live, outputs, call);
  return { id: arn, outputs: describe(known, await readTags(arn, call), outputs, call.target) };
}

async function deleteService(id: string, outputs: Properties, call: Call): Promise<void> {
  const what = `the deletion of service ${serviceNameOf(id)}`;
  if (outputs.deleteWithDomains !== true) await refuseWithDomains(id, call);
  const live = await findIdleService(id, call);
  if (!live) return;
  const begun = await beginOperation(what, id, call, {
    type: "DELETE_SERVICE",
    send: () => call.api.call("DeleteService", { ServiceArn: id }, call),
    isDone: async () => !(await findService(id, call)),
  }).catch(async (error) => {
    if (await findService(id, call)) throw error;
  });
  if (begun) await followOperation(what, live, begun.OperationId, call, {});
}

/** A deletion would take the domains off the internet at once; those of the same program were disassociated before. */
async function refuseWithDomains(id: string, call: Call): Promise<void> {
  const domains = (await listDomains(id, call)).map(({ DomainName }) => DomainName);
  if (domains.length === 0) return;
  throw new Error(
    `service ${serviceNameOf(id)} is not deleted: ${domains.join(", ")} would no longer answer. ` +
      "Disassociate what is still associated (aws apprunner disassociate-custom-domain), or set deleteWithDomains: true, run pulumi up, and delete then",
  );
}
