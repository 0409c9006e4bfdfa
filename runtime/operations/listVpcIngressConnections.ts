import type { ListVpcIngressConnectionsRequest, ListVpcIngressConnectionsResponse } from "@aws-sdk/client-apprunner";
import type { Operation } from "./context";
import { openPage } from "./page/page";

/** VPC ingress connections of the region, oldest first, of one service or VPC endpoint if the filter names them. */
export const listVpcIngressConnections: Operation<
  ListVpcIngressConnectionsRequest,
  ListVpcIngressConnectionsResponse
> = (input, context) => {
  const filter = { serviceArn: input.Filter?.ServiceArn, vpcEndpointId: input.Filter?.VpcEndpointId };
  const page = openPage(context, "ListVpcIngressConnections", input, filter);
  const { rows, NextToken } = page.cut(
    context.state.vpcIngressConnections.list(context.region, filter, page.after ?? 0, page.limit),
  );
  return {
    VpcIngressConnectionSummaryList: rows.map((row) => ({
      VpcIngressConnectionArn: row.arn,
      ServiceArn: row.serviceArn,
    })),
    NextToken,
  };
};
