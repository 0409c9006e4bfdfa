import type { ListVpcConnectorsRequest, ListVpcConnectorsResponse } from "@aws-sdk/client-apprunner";
import type { Operation } from "./context";
import { describeConnector } from "./network/shape";
import { openPage } from "./page/page";

/** Active VPC connectors of the region, oldest first. */
export const listVpcConnectors: Operation<ListVpcConnectorsRequest, ListVpcConnectorsResponse> = (input, context) => {
  const page = openPage(context, "ListVpcConnectors", input);
  const { rows, NextToken } = page.cut(context.state.vpcConnectors.list(context.region, page.after ?? 0, page.limit));
  return { VpcConnectors: rows.map(describeConnector), NextToken };
};
