import type {
  DescribeVpcIngressConnectionRequest,
  DescribeVpcIngressConnectionResponse,
} from "@aws-sdk/client-apprunner";
import type { Operation } from "./context";
import { findVpcIngressConnection } from "./network/find";
import { describeIngress } from "./network/shape";

/** A VPC ingress connection, deleted ones included. */
export const describeVpcIngressConnection: Operation<
  DescribeVpcIngressConnectionRequest,
  DescribeVpcIngressConnectionResponse
> = (input, context) => ({
  VpcIngressConnection: describeIngress(findVpcIngressConnection(context, input.VpcIngressConnectionArn!)),
});
