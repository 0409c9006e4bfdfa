import type { DeleteConnectionRequest, DeleteConnectionResponse } from "@aws-sdk/client-apprunner";
import { invalidRequest } from "../model/apiError";
import { findConnection } from "./connection/find";
import { describeConnection } from "./connection/shape";
import type { Operation } from "./context";

/** Deletes a connection that no service uses. */
export const deleteConnection: Operation<DeleteConnectionRequest, DeleteConnectionResponse> = (input, context) => {
  const { state } = context;
  return state.transaction(() => {
    const row = findConnection(context, input.ConnectionArn!);
    if (state.references.isHeld("connection", row.arn)) {
      throw invalidRequest(
        `You can't delete the connection. It's used by one or more services. Delete these services first. ARN: '${row.arn}'`,
      );
    }
    state.connections.remove(row.arn);
    state.tags.removeOfResource(row.arn);
    return { Connection: { ...describeConnection(row), Status: "DELETED" } };
  });
};
