import type { LocalOperationName } from "../../api/localOperations";
import { checkSecret } from "./checkSecret";
import { completeHandshake } from "./completeHandshake";
import { deleteSecret } from "./deleteSecret";
import { deployCommit } from "./deployCommit";
import { describeImage } from "./describeImage";
import { describeWebhook } from "./describeWebhook";
import { listSecrets } from "./listSecrets";
import type { LocalOperation } from "./operation";
import { putSecret } from "./putSecret";
import { rollbackService } from "./rollbackService";

/** Every operation of the local App Runner's own by its name on the wire. */
export const LOCAL_OPERATIONS: { readonly [Name in LocalOperationName]: LocalOperation<Name> } = {
  CompleteHandshake: completeHandshake,
  PutSecret: putSecret,
  ListSecrets: listSecrets,
  DeleteSecret: deleteSecret,
  RollbackService: rollbackService,
  DeployCommit: deployCommit,
  DescribeWebhook: describeWebhook,
  DescribeImage: describeImage,
  CheckSecret: checkSecret,
};
