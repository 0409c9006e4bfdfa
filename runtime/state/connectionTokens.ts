import type { Database } from "./database";

export const CONNECTION_TOKENS_SCHEMA = `
  CREATE TABLE connection_tokens (
    connection_arn TEXT PRIMARY KEY REFERENCES connections (arn) ON DELETE CASCADE,
    sealed BLOB NOT NULL
  ) STRICT, WITHOUT ROWID;
`;

export type ConnectionTokensTable = ReturnType<typeof createConnectionTokensTable>;

/** What a connection opens repositories with, sealed; it goes with the connection. */
export function createConnectionTokensTable(database: Database) {
  const put = database.prepare(
    "INSERT INTO connection_tokens (connection_arn, sealed) VALUES (?, ?) ON CONFLICT (connection_arn) DO UPDATE SET sealed = excluded.sealed",
  );
  const find = database.prepare("SELECT sealed FROM connection_tokens WHERE connection_arn = ?");
  const remove = database.prepare("DELETE FROM connection_tokens WHERE connection_arn = ?");

  return {
    put(connectionArn: string, sealed: Uint8Array): void {
      put.run(connectionArn, sealed);
    },
    find: (connectionArn: string): Uint8Array | undefined => find.get(connectionArn)?.sealed as Uint8Array | undefined,
    remove(connectionArn: string): void {
      remove.run(connectionArn);
    },
  };
}
