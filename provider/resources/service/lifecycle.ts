import { isApiError } from "../../core/api";
import type { Call, Created, Lifecycle, Properties } from "../../core/resource";
import { readTags } from "../tags";
import { createService } from "./create";
import { describe } from "./describe";
import { findIdleService, findService } from "./find";
import { followOperation } from "./operation";
import { updateService } from "./update";

export const lifecycle: Lifecycle = {
  create: createService,
  read,
  update: updateService,
  delete: deleteService,
};

async function read(id: string, outputs: Properties, call: Call): Promise<Created | undefined> {
  const live = await findService(id, call);
  if (!live) return undefined;
  return { id, outputs: describe(live, await readTags(id, call), outputs, call.target) };
}

async function deleteService(id: string, _outputs: Properties, call: Call): Promise<void> {
  const live = await findIdleService(id, call);
  if (!live) return;
  try {
    const { OperationId } = await call.api.call("DeleteService", { ServiceArn: id }, call);
    await followOperation(`the deletion of service ${live.ServiceName}`, live, OperationId, call, {});
  } catch (error) {
    if (!isApiError(error, "ResourceNotFoundException")) throw error;
  }
}
