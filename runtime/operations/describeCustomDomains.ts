import type { DescribeCustomDomainsRequest, DescribeCustomDomainsResponse } from "@aws-sdk/client-apprunner";
import type { Operation } from "./context";
import { describeDomain, describeTargets } from "./domain/shape";
import { openPage } from "./page/page";
import { findLiveService } from "./service/find";

/** Custom domains of a service, oldest first. */
export const describeCustomDomains: Operation<DescribeCustomDomainsRequest, DescribeCustomDomainsResponse> = (
  input,
  context,
) => {
  const service = findLiveService(context, input.ServiceArn!);
  const page = openPage(context, "DescribeCustomDomains", input, { arn: service.arn });
  const { rows, NextToken } = page.cut(context.state.customDomains.page(service.arn, page.after ?? 0, page.limit));
  return { ...describeTargets(context, service), CustomDomains: rows.map(describeDomain), NextToken };
};
