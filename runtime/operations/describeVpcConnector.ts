import type { DescribeVpcConnectorRequest, DescribeVpcConnectorResponse } from "@aws-sdk/client-apprunner";
import type { Operation } from "./context";
import { findVpcConnector } from "./network/find";
import { describeConnector } from "./network/shape";

/** A VPC connector, deleted ones included. */
export const describeVpcConnector: Operation<DescribeVpcConnectorRequest, DescribeVpcConnectorResponse> = (
  input,
  context,
) => ({ VpcConnector: describeConnector(findVpcConnector(context, input.VpcConnectorArn!)) });
