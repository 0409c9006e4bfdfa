import type { ListConnectionsRequest, ListConnectionsResponse } from "@aws-sdk/client-apprunner";
import { describeConnection } from "./connection/shape";
import type { Operation } from "./context";
import { openPage } from "./page/page";

/** Connections of the region, oldest first, or the one of a name. */
export const listConnections: Operation<ListConnectionsRequest, ListConnectionsResponse> = (input, context) => {
  const { state, region } = context;
  const name = input.ConnectionName;
  const page = openPage(context, "ListConnections", input, { name });
  const named = name === undefined ? undefined : state.connections.findByName(region, name);
  const found = name === undefined ? state.connections.list(region, page.after ?? 0, page.limit) : named ? [named] : [];
  const { rows, NextToken } = page.cut(found);
  return { ConnectionSummaryList: rows.map(describeConnection), NextToken };
};
