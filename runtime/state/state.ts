import { type AutoScalingConfigurationsTable, createAutoScalingConfigurationsTable } from "./autoScalingConfigurations";
import { type ConnectionsTable, createConnectionsTable } from "./connections";
import { type ConnectionTokensTable, createConnectionTokensTable } from "./connectionTokens";
import { type CustomDomainsTable, createCustomDomainsTable } from "./customDomains";
import { type Database, openDatabase, transaction } from "./database";
import {
  createObservabilityConfigurationsTable,
  type ObservabilityConfigurationsTable,
} from "./observabilityConfigurations";
import { createOperationsTable, type OperationsTable } from "./operations";
import { createReferences, type References } from "./references";
import { createSecretsTable, type SecretsTable } from "./secrets";
import { createSeenHeadsTable, type SeenHeadsTable } from "./seenHeads";
import { createServicesTable, type ServicesTable } from "./services";
import { createSettingsTable, type SettingsTable } from "./settings";
import { createTagsTable, type TagsTable } from "./tags";
import { createVersionSecretsTable, type VersionSecretsTable } from "./versionSecrets";
import { createVersionsTable, type VersionsTable } from "./versions";
import { createVpcConnectorsTable, type VpcConnectorsTable } from "./vpcConnectors";
import { createVpcIngressConnectionsTable, type VpcIngressConnectionsTable } from "./vpcIngressConnections";
import { createWebhookSecretsTable, type WebhookSecretsTable } from "./webhookSecrets";

/** Everything the runtime remembers. Reads answer from here alone; intent is written here before anything is done. */
export interface State {
  readonly services: ServicesTable;
  readonly operations: OperationsTable;
  readonly versions: VersionsTable;
  readonly autoScalingConfigurations: AutoScalingConfigurationsTable;
  readonly connections: ConnectionsTable;
  readonly connectionTokens: ConnectionTokensTable;
  readonly customDomains: CustomDomainsTable;
  readonly observabilityConfigurations: ObservabilityConfigurationsTable;
  readonly vpcConnectors: VpcConnectorsTable;
  readonly vpcIngressConnections: VpcIngressConnectionsTable;
  readonly secrets: SecretsTable;
  readonly versionSecrets: VersionSecretsTable;
  readonly seenHeads: SeenHeadsTable;
  readonly webhookSecrets: WebhookSecretsTable;
  readonly tags: TagsTable;
  readonly references: References;
  readonly settings: SettingsTable;
  /** All of `work` is stored, or none of it. */
  transaction<T>(work: () => T): T;
  close(): void;
}

/** Opens the state in a file, or `:memory:`. */
export function openState(path: string): State {
  const database: Database = openDatabase(path);
  return {
    services: createServicesTable(database),
    operations: createOperationsTable(database),
    versions: createVersionsTable(database),
    autoScalingConfigurations: createAutoScalingConfigurationsTable(database),
    connections: createConnectionsTable(database),
    connectionTokens: createConnectionTokensTable(database),
    customDomains: createCustomDomainsTable(database),
    observabilityConfigurations: createObservabilityConfigurationsTable(database),
    vpcConnectors: createVpcConnectorsTable(database),
    vpcIngressConnections: createVpcIngressConnectionsTable(database),
    secrets: createSecretsTable(database),
    versionSecrets: createVersionSecretsTable(database),
    seenHeads: createSeenHeadsTable(database),
    webhookSecrets: createWebhookSecretsTable(database),
    tags: createTagsTable(database),
    references: createReferences(database),
    settings: createSettingsTable(database),
    transaction: (work) => transaction(database, work),
    close: () => database.close(),
  };
}
