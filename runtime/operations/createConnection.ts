import type { CreateConnectionRequest, CreateConnectionResponse } from "@aws-sdk/client-apprunner";
import { invalidRequest } from "../model/apiError";
import { formatArn } from "../model/arn";
import { newResourceId } from "../model/identifiers";
import { describeConnection } from "./connection/shape";
import type { Operation } from "./context";
import { checkQuota } from "./quota";
import { putTags } from "./tag/tags";

/** Makes a connection; it is PENDING_HANDSHAKE until somebody confirms it with the provider. */
export const createConnection: Operation<CreateConnectionRequest, CreateConnectionResponse> = (input, context) => {
  const { state, region, account } = context;
  const name = input.ConnectionName!;
  return state.transaction(() => {
    if (state.connections.findByName(region, name)) {
      throw invalidRequest(`Connection with the provided name already exists: ${name}.`);
    }
    checkQuota(context, "connections", state.connections.count(region));
    const arn = formatArn({ kind: "connection", region, account, name, id: newResourceId() });
    const createdAt = context.now().getTime();
    const providerType = input.ProviderType!;
    state.connections.insert({ arn, region, name, providerType, status: "PENDING_HANDSHAKE", createdAt });
    putTags(context, arn, input.Tags);
    return { Connection: describeConnection(state.connections.find(arn)!) };
  });
};
