import type { ResourceName } from "../../provider/resources";

/** What of a kind's page is no property: a person wrote it. A test finds each message in the provider's own text. */
export interface Manual {
  /** Ids that an import takes: in words, and one as an example. */
  ids: readonly (readonly [form: string, example: string])[];
  /** What it can end with: a part of the message, and what to do. */
  failures: readonly (readonly [message: string, todo: string])[];
  /** Permissions of other services than App Runner. Source: developer guide, AWSAppRunnerFullAccess; provider/client.ts. */
  permissions?: readonly (readonly [permission: string, when: string])[];
}

const ACCOUNT = "eu-west-1:123456789012";
const ARN = `arn:aws:apprunner:${ACCOUNT}`;
const ID = "8fe1e10304f84fd2b0df550fe98a71fa";
const SERVICE = `${ARN}:service/shop/${ID}`;

/** Every kind that waits can end so. */
const WAIT = [
  "It goes on by itself",
  "The time of the resource is over, not the work: run `pulumi up` again, which waits on. With the plugin `customTimeouts` allow more.",
] as const;
const GONE = [
  "is gone. Run pulumi refresh",
  "Somebody deleted it elsewhere. `pulumi refresh` takes it out of the state, and the next update makes it anew.",
] as const;
const TAKEN = [
  "exists already",
  "Choose another name, leave it out to get one made up, or adopt what has it with `pulumi import`.",
] as const;
const IN_USE = [
  "used by",
  "Something uses it still. It was tried again for two minutes, since App Runner lets go late: point the services that use it elsewhere, then delete again.",
] as const;
const LINKED_ROLE = ["iam:CreateServiceLinkedRole", "for the account's first service"] as const;

/** By the name of the kind. */
export const MANUALS: Record<ResourceName, Manual> = {
  service: {
    ids: [
      ["its ARN", SERVICE],
      ["its name", "shop"],
    ],
    failures: [
      [
        "the creation of service",
        "The service is kept in the state as it is: `CREATE_FAILED`. The message has the last lines of both logs. Repair what they say and run `pulumi up`: it updates the same service, ARN and URL stay.",
      ],
      [
        "failed and was rolled back: the service runs as it did before",
        "The state holds what is live, so the next preview shows the change again. Repair what the quoted lines say and run `pulumi up`.",
      ],
      [
        "failed, and the rollback failed too: the service may not answer",
        "Look at the logs that the message names. The next preview shows the change again, and `pulumi up` sends it again; where that fails too, delete the service and create it anew.",
      ],
      TAKEN,
      [
        "Error in assuming",
        "A new role is tried again for two minutes. If it stays so, its trust policy is wrong: an access role trusts build.apprunner.amazonaws.com, an instance role tasks.apprunner.amazonaws.com.",
      ],
      [
        "is PAUSED, and App Runner changes a running service only",
        "Set `desiredState`: `running` resumes it for good, `paused` for the change only.",
      ],
      [
        "would no longer answer",
        "Custom domains are still associated. Delete their associations first, or set `deleteWithDomains: true`, update, and delete then.",
      ],
      [
        "stayed as it was",
        "No failure: App Runner takes an update that leaves a role out, but keeps the role. Name another, or replace the service.",
      ],
      GONE,
      WAIT,
    ],
    permissions: [
      ["iam:PassRole", "on the roles of `instanceRoleArn` and `accessRoleArn`"],
      LINKED_ROLE,
      ["logs:FilterLogEvents", "to quote a failed deployment's log lines; without it the message says so"],
      ["kms:DescribeKey, kms:CreateGrant", "with `encryptionConfiguration`"],
    ],
  },
  connection: {
    ids: [
      ["its ARN", `${ARN}:connection/github/${ID}`],
      ["its name", "github"],
    ],
    failures: [
      [
        "waits for its handshake",
        "No failure: a person has to complete the handshake once. Until then a service that uses the connection cannot be created.",
      ],
      TAKEN,
      IN_USE,
      GONE,
    ],
  },
  autoScalingConfiguration: {
    ids: [
      ["its ARN without revision", `${ARN}:autoscalingconfiguration/busy`],
      ["the ARN of a revision", `${ARN}:autoscalingconfiguration/busy/3/${ID}`],
      ["its name", "busy"],
    ],
    failures: [
      [
        "the update of service",
        "A service could not be given the new revision. Those that have it keep it; the next update goes on with the others and then deletes the old revision.",
      ],
      IN_USE,
      GONE,
      WAIT,
    ],
  },
  defaultAutoScalingConfiguration: {
    ids: [["always the same", "default"]],
    failures: [
      [
        "stays the default auto scaling configuration",
        "No failure of a deletion: an account always has a default. Make another one the default before this one's configuration is deleted.",
      ],
    ],
  },
  customDomainAssociation: {
    ids: [
      ["the domain and the service's ARN", `shop.example.com,${SERVICE}`],
      ["the domain and the service's name", "shop.example.com,shop"],
    ],
    failures: [
      [
        "Check that nobody else uses the domain",
        "App Runner could not associate the domain. It is kept in the state as `CREATE_FAILED`; the next update removes it and associates it again.",
      ],
      ["App Runner answers DELETE_FAILED", "Delete again; where that fails too, look at the service's events."],
      ["is no id of", "Write the domain, a comma and the service's ARN, without blanks."],
      WAIT,
    ],
  },
  customDomainValidation: {
    ids: [["the domain and the service's ARN", `shop.example.com,${SERVICE}`]],
    failures: [
      [
        "would never end",
        "A record that App Runner looks for is not among `validationRecordNames`: make it, and name it there.",
      ],
      ["failed: App Runner answers", "The message says what became of the domain, and which records were not found."],
      WAIT,
    ],
  },
  deployment: {
    ids: [["the operation's id and the service's ARN", `0c1d6c09-0f1e-4b0f-9ac3-6f1c4a3c2b1a,${SERVICE}`]],
    failures: [
      [
        "the deployment of service",
        "It was rolled back, and the message has the last lines of both logs. Nothing is kept in the state, so the next update deploys again.",
      ],
      ["there is nothing to deploy", "The service was deleted: look at `serviceArn`."],
      ["is no id of", "Write the operation's id, a comma and the service's ARN, without blanks."],
      WAIT,
    ],
    permissions: [["logs:FilterLogEvents", "to quote a failed deployment's log lines; without it the message says so"]],
  },
  observabilityConfiguration: {
    ids: [
      ["its ARN without revision", `${ARN}:observabilityconfiguration/tracing`],
      ["the ARN of a revision", `${ARN}:observabilityconfiguration/tracing/1/${ID}`],
      ["its name", "tracing"],
    ],
    failures: [
      [
        "the update of service",
        "A service could not be deployed with the new revision and keeps the old one; the next update goes on, and deletes the old revision only when nothing uses it.",
      ],
      IN_USE,
      GONE,
      WAIT,
    ],
  },
  vpcConnector: {
    ids: [
      ["its ARN", `${ARN}:vpcconnector/inside/1/${ID}`],
      ["its name", "inside"],
    ],
    failures: [
      [
        "has the same subnets and security groups",
        "App Runner allows one connector for them: use that one's ARN, or adopt it with `pulumi import`.",
      ],
      TAKEN,
      IN_USE,
      GONE,
    ],
    permissions: [LINKED_ROLE],
  },
  vpcIngressConnection: {
    ids: [
      ["its ARN", `${ARN}:vpcingressconnection/from-vpc/${ID}`],
      ["its name", "from-vpc"],
    ],
    failures: [
      [
        "Check that the endpoint is one for App Runner in that VPC",
        "The endpoint's service must be com.amazonaws.<region>.apprunner.requests. What was made is kept in the state; the next update sends it what it should be again.",
      ],
      [
        "failed: it was deleted meanwhile",
        "Somebody deleted it while it was made or moved: run `pulumi refresh`, then `pulumi up`.",
      ],
      GONE,
      WAIT,
    ],
  },
};
