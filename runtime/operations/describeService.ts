import type { DescribeServiceRequest, DescribeServiceResponse } from "@aws-sdk/client-apprunner";
import type { Operation } from "./context";
import { findService } from "./service/find";
import { describeService as describe } from "./service/shape";

/** A service in any state, deleted ones included. */
export const describeService: Operation<DescribeServiceRequest, DescribeServiceResponse> = (input, context) => ({
  Service: describe(context, findService(context, input.ServiceArn!)),
});
