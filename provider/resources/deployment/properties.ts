import { block, choice, ownMap, text } from "../../core/property";

const NEW_DEPLOYMENT =
  "the service's newest commit or image is deployed, and what is known of the deployment before is forgotten";

/** The inputs of a Deployment. Source: API shape StartDeploymentRequest. */
export const inputs = block(
  "StartDeploymentRequest",
  {
    doc: "One deployment of a service's newest commit or image, followed to its true end: one that is rolled back is a failure. Deleting it changes nothing: what was deployed stays. A Service's own `deployOn` deploys at most once per update; take this where the reason lies outside the service's program.",
  },
  {
    serviceArn: text("AppRunnerResourceArn", {
      doc: "ARN of the service to deploy; it must be RUNNING.",
      change: "replace",
      why: `a deployment of another service is another deployment: ${NEW_DEPLOYMENT}`,
    }),
    triggers: ownMap({
      doc: "Values whose change starts another deployment: the commit, the image's digest, a secret's version. App Runner never sees them.",
      default: {},
      change: "replace",
      why: `a trigger changed: ${NEW_DEPLOYMENT}`,
    }).optional(),
  },
);

/** What App Runner tells of the deployment. Source: API shape OperationSummary. */
export const outputs = block(
  "OperationSummary",
  { doc: "A deployment as it went." },
  {
    operationId: text("UUID", { doc: "Id of the operation in ListOperations.", member: "Id", stays: true }),
    status: choice("OperationStatus", { doc: "How it ended: `SUCCEEDED`.", stays: true }),
    startedAt: text("Timestamp", { doc: "When it began, as ISO 8601.", stays: true }).optional(),
    endedAt: text("Timestamp", { doc: "When it ended, as ISO 8601.", stays: true }).optional(),
  },
);
