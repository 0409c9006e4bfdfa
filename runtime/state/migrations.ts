import { AUTO_SCALING_CONFIGURATIONS_SCHEMA } from "./autoScalingConfigurations";
import { CONNECTIONS_SCHEMA } from "./connections";
import { CONNECTION_TOKENS_SCHEMA } from "./connectionTokens";
import { CUSTOM_DOMAINS_SCHEMA } from "./customDomains";
import { OBSERVABILITY_CONFIGURATIONS_SCHEMA } from "./observabilityConfigurations";
import { OPERATIONS_CHOICE_SCHEMA, OPERATIONS_SCHEMA } from "./operations";
import { SECRETS_SCHEMA } from "./secrets";
import { SEEN_HEADS_SCHEMA } from "./seenHeads";
import { SERVICES_SCHEMA } from "./services";
import { SETTINGS_SCHEMA } from "./settings";
import { TAGS_SCHEMA } from "./tags";
import { VERSION_SECRETS_SCHEMA } from "./versionSecrets";
import { VERSIONS_SCHEMA } from "./versions";
import { VPC_CONNECTORS_SCHEMA } from "./vpcConnectors";
import { VPC_INGRESS_CONNECTIONS_SCHEMA } from "./vpcIngressConnections";
import { WEBHOOK_SECRETS_SCHEMA } from "./webhookSecrets";

/**
 * One entry per released state version, applied in order; `PRAGMA user_version` counts them. An entry that has been released is
 * never changed: a new shape is a new entry. Version 1 is every table's own schema.
 */
export const MIGRATIONS: readonly string[] = [
  [
    SETTINGS_SCHEMA,
    SERVICES_SCHEMA,
    VERSIONS_SCHEMA,
    OPERATIONS_SCHEMA,
    AUTO_SCALING_CONFIGURATIONS_SCHEMA,
    CONNECTIONS_SCHEMA,
    CUSTOM_DOMAINS_SCHEMA,
    OBSERVABILITY_CONFIGURATIONS_SCHEMA,
    VPC_CONNECTORS_SCHEMA,
    VPC_INGRESS_CONNECTIONS_SCHEMA,
    TAGS_SCHEMA,
  ].join("\n"),
  [SECRETS_SCHEMA, VERSION_SECRETS_SCHEMA, CONNECTION_TOKENS_SCHEMA].join("\n"),
  [OPERATIONS_CHOICE_SCHEMA, SEEN_HEADS_SCHEMA, WEBHOOK_SECRETS_SCHEMA].join("\n"),
];
