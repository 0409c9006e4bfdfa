import type { Database } from "./database";

export const SECRETS_SCHEMA = `
  CREATE TABLE secrets (
    sequence INTEGER PRIMARY KEY AUTOINCREMENT,
    arn TEXT NOT NULL UNIQUE,
    region TEXT NOT NULL,
    name TEXT,
    created_at INTEGER NOT NULL,
    UNIQUE (region, name)
  ) STRICT;
  CREATE TABLE secret_values (
    sequence INTEGER PRIMARY KEY AUTOINCREMENT,
    secret_arn TEXT NOT NULL REFERENCES secrets (arn) ON DELETE CASCADE,
    version_id TEXT NOT NULL UNIQUE,
    sealed BLOB NOT NULL,
    created_at INTEGER NOT NULL
  ) STRICT;
  CREATE INDEX values_of_secret ON secret_values (secret_arn, sequence);
`;

/** A secret of the local store; its values are rows of their own. */
export interface SecretRow {
  arn: string;
  region: string;
  /** Undefined for one that stands for a secret on AWS and has that one's ARN. */
  name: string | undefined;
  createdAt: number;
}

/** One version of a secret's value. */
export interface SecretValueRow {
  versionId: string;
  sealed: Uint8Array;
  createdAt: number;
}

export type SecretsTable = ReturnType<typeof createSecretsTable>;

export function createSecretsTable(database: Database) {
  const insert = database.prepare(
    "INSERT INTO secrets (arn, region, name, created_at) VALUES (?, ?, ?, ?) ON CONFLICT (arn) DO NOTHING",
  );
  const byArn = database.prepare("SELECT * FROM secrets WHERE arn = ?");
  const byName = database.prepare("SELECT * FROM secrets WHERE region = ? AND name = ?");
  const list = database.prepare("SELECT * FROM secrets WHERE region = ? ORDER BY coalesce(name, arn)");
  const remove = database.prepare("DELETE FROM secrets WHERE arn = ?");
  const insertValue = database.prepare(
    "INSERT INTO secret_values (secret_arn, version_id, sealed, created_at) VALUES (?, ?, ?, ?)",
  );
  const values = database.prepare("SELECT * FROM secret_values WHERE secret_arn = ? ORDER BY sequence DESC");
  const trim = database.prepare(
    `DELETE FROM secret_values WHERE secret_arn = ?1 AND sequence NOT IN
       (SELECT sequence FROM secret_values WHERE secret_arn = ?1 ORDER BY sequence DESC LIMIT ?2)`,
  );

  return {
    /** Keeps one that is there already. */
    insert({ arn, region, name, createdAt }: SecretRow): void {
      insert.run(arn, region, name ?? null, createdAt);
    },
    find: (arn: string): SecretRow | undefined => toRow(byArn.get(arn)),
    findByName: (region: string, name: string): SecretRow | undefined => toRow(byName.get(region, name)),
    /** Secrets of a region by name. */
    list: (region: string): SecretRow[] => list.all(region).map((row) => toRow(row)!),
    /** With all its values. */
    remove(arn: string): void {
      remove.run(arn);
    },
    /** Adds a newest value and forgets all but the `kept` newest ones. */
    addValue(arn: string, { versionId, sealed, createdAt }: SecretValueRow, kept: number): void {
      insertValue.run(arn, versionId, sealed, createdAt);
      trim.run(arn, kept);
    },
    /** Values of a secret, newest first. */
    values: (arn: string): SecretValueRow[] =>
      values.all(arn).map((row) => ({
        versionId: row.version_id as string,
        sealed: row.sealed as Uint8Array,
        createdAt: row.created_at as number,
      })),
  };
}

function toRow(row: Record<string, unknown> | undefined): SecretRow | undefined {
  if (!row) return undefined;
  return {
    arn: row.arn as string,
    region: row.region as string,
    name: (row.name as string | null) ?? undefined,
    createdAt: row.created_at as number,
  };
}
