// Generated from provider/resources by `npm run generate`: do not edit.
import type * as pulumi from "@pulumi/pulumi";
import { AppRunnerResource, type ClassFacts } from "../resource";
import type { OperationStatus } from "./types";

const FACTS: ClassFacts = {
  kind: "Deployment",
  module: "deployment",
  outputs: ["serviceArn", "triggers", "operationId", "status", "startedAt", "endedAt"],
  secretWhenRead: [],
};

/** The inputs of a Deployment. */
export interface DeploymentArgs {
  /** ARN of the service to deploy; it must be RUNNING. A change replaces: a deployment of another service is another deployment: the service's newest commit or image is deployed, and what is known of the deployment before is forgotten. */
  serviceArn: pulumi.Input<string>;
  /** Values whose change starts another deployment: the commit, the image's digest, a secret's version. App Runner never sees them. A change replaces: a trigger changed: the service's newest commit or image is deployed, and what is known of the deployment before is forgotten. */
  triggers?: pulumi.Input<Record<string, pulumi.Input<string>>>;
}

/** One deployment of a service's newest commit or image, followed to its true end: one that is rolled back is a failure. Deleting it changes nothing: what was deployed stays. A Service's own `deployOn` deploys at most once per update; take this where the reason lies outside the service's program. */
export class Deployment extends AppRunnerResource {
  /** ARN of the service to deploy; it must be RUNNING. A change replaces: a deployment of another service is another deployment: the service's newest commit or image is deployed, and what is known of the deployment before is forgotten. */
  declare readonly serviceArn: pulumi.Output<string>;
  /** Values whose change starts another deployment: the commit, the image's digest, a secret's version. App Runner never sees them. A change replaces: a trigger changed: the service's newest commit or image is deployed, and what is known of the deployment before is forgotten. */
  declare readonly triggers: pulumi.Output<Record<string, string> | undefined>;
  /** Id of the operation in ListOperations. */
  declare readonly operationId: pulumi.Output<string>;
  /** How it ended: `SUCCEEDED`. */
  declare readonly status: pulumi.Output<OperationStatus>;
  /** When it began, as ISO 8601. */
  declare readonly startedAt: pulumi.Output<string | undefined>;
  /** When it ended, as ISO 8601. */
  declare readonly endedAt: pulumi.Output<string | undefined>;

  constructor(name: string, args: DeploymentArgs, opts?: pulumi.CustomResourceOptions) {
    super(FACTS, name, args, opts);
  }

  /** Reads one that exists already, without managing it. `id` is the operation's id and the service's ARN, with a comma between them; an import has no triggers, so a program that gives some deploys. */
  static get(name: string, id: pulumi.Input<pulumi.ID>, opts?: pulumi.CustomResourceOptions): Deployment {
    return new Deployment(name, undefined as unknown as DeploymentArgs, { ...opts, id });
  }
}
