import { WEBHOOK_PATH } from "../../api/webhook";
import { findLiveService } from "../operations/service/find";
import type { LocalOperation } from "./operation";

/** Where a code host may say that something was pushed, and the secret it signs that with; made when it is first asked for. */
export const describeWebhook: LocalOperation<"DescribeWebhook"> = {
  errors: ["InvalidRequestException", "ResourceNotFoundException", "InternalServiceErrorException"],
  run({ ServiceArn = "", Renew }, context) {
    const { id, arn } = findLiveService(context, ServiceArn);
    const secret = (Renew ? undefined : context.webhooks.find(arn)) ?? context.webhooks.renew(arn);
    return { Path: WEBHOOK_PATH + id, Secret: secret };
  },
};
