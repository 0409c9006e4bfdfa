import type { Database } from "./database";

export const VERSION_SECRETS_SCHEMA = `
  CREATE TABLE version_secrets (
    version_id TEXT PRIMARY KEY REFERENCES versions (id) ON DELETE CASCADE,
    sealed BLOB NOT NULL
  ) STRICT, WITHOUT ROWID;
`;

export type VersionSecretsTable = ReturnType<typeof createVersionSecretsTable>;

/** The values of secrets that a version runs with, sealed; they go with the version. */
export function createVersionSecretsTable(database: Database) {
  const put = database.prepare(
    "INSERT INTO version_secrets (version_id, sealed) VALUES (?, ?) ON CONFLICT (version_id) DO UPDATE SET sealed = excluded.sealed",
  );
  const find = database.prepare("SELECT sealed FROM version_secrets WHERE version_id = ?");

  return {
    put(versionId: string, sealed: Uint8Array): void {
      put.run(versionId, sealed);
    },
    find: (versionId: string): Uint8Array | undefined => find.get(versionId)?.sealed as Uint8Array | undefined,
  };
}
