import type { Database } from "./database";

export const WEBHOOK_SECRETS_SCHEMA = `
  CREATE TABLE webhook_secrets (
    service_arn TEXT PRIMARY KEY REFERENCES services (arn),
    sealed BLOB NOT NULL
  ) STRICT, WITHOUT ROWID;
`;

export type WebhookSecretsTable = ReturnType<typeof createWebhookSecretsTable>;

/** What pushes to a service's webhook are signed with, sealed. */
export function createWebhookSecretsTable(database: Database) {
  const put = database.prepare(
    "INSERT INTO webhook_secrets (service_arn, sealed) VALUES (?, ?) ON CONFLICT (service_arn) DO UPDATE SET sealed = excluded.sealed",
  );
  const find = database.prepare("SELECT sealed FROM webhook_secrets WHERE service_arn = ?");
  const remove = database.prepare("DELETE FROM webhook_secrets WHERE service_arn = ?");

  return {
    put(serviceArn: string, sealed: Uint8Array): void {
      put.run(serviceArn, sealed);
    },
    find: (serviceArn: string): Uint8Array | undefined => find.get(serviceArn)?.sealed as Uint8Array | undefined,
    remove(serviceArn: string): void {
      remove.run(serviceArn);
    },
  };
}
