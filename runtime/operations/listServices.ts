import type { ListServicesRequest, ListServicesResponse } from "@aws-sdk/client-apprunner";
import type { Operation } from "./context";
import { openPage } from "./page/page";
import { summarizeService } from "./service/shape";

/** Services of the region that are not deleted, oldest first. */
export const listServices: Operation<ListServicesRequest, ListServicesResponse> = (input, context) => {
  const page = openPage(context, "ListServices", input);
  const { rows, NextToken } = page.cut(
    context.state.services.listSummaries(context.region, page.after ?? 0, page.limit),
  );
  return { ServiceSummaryList: rows.map((row) => summarizeService(context, row)), NextToken };
};
