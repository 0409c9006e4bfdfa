import type { ProviderType } from "@aws-sdk/client-apprunner";
import type { Database } from "./database";

export const CONNECTIONS_SCHEMA = `
  CREATE TABLE connections (
    sequence INTEGER PRIMARY KEY AUTOINCREMENT,
    arn TEXT NOT NULL UNIQUE,
    region TEXT NOT NULL,
    name TEXT NOT NULL,
    provider_type TEXT NOT NULL,
    status TEXT NOT NULL,
    created_at INTEGER NOT NULL,
    UNIQUE (region, name)
  ) STRICT;
  CREATE INDEX connections_order ON connections (region, sequence);
`;

/** A connection as stored; a deleted one is gone. Times are milliseconds since the epoch. */
export interface ConnectionRow {
  sequence: number;
  arn: string;
  region: string;
  name: string;
  providerType: ProviderType;
  /** PENDING_HANDSHAKE until somebody confirms the provider account. */
  status: "PENDING_HANDSHAKE" | "AVAILABLE" | "ERROR";
  createdAt: number;
}

export type ConnectionsTable = ReturnType<typeof createConnectionsTable>;

export function createConnectionsTable(database: Database) {
  const insert = database.prepare(
    "INSERT INTO connections (arn, region, name, provider_type, status, created_at) VALUES (?, ?, ?, ?, ?, ?)",
  );
  const byArn = database.prepare("SELECT * FROM connections WHERE arn = ?");
  const byName = database.prepare("SELECT * FROM connections WHERE region = ? AND name = ?");
  const page = database.prepare(
    "SELECT * FROM connections WHERE region = ? AND sequence > ? ORDER BY sequence LIMIT ?",
  );
  const count = database.prepare("SELECT count(*) AS n FROM connections WHERE region = ?");
  const setStatus = database.prepare("UPDATE connections SET status = ? WHERE arn = ?");
  const remove = database.prepare("DELETE FROM connections WHERE arn = ?");

  return {
    insert(row: Omit<ConnectionRow, "sequence">): void {
      insert.run(row.arn, row.region, row.name, row.providerType, row.status, row.createdAt);
    },
    find: (arn: string): ConnectionRow | undefined => toRow(byArn.get(arn)),
    findByName: (region: string, name: string): ConnectionRow | undefined => toRow(byName.get(region, name)),
    /** Connections of a region created after `sequence`, oldest first. */
    list: (region: string, afterSequence: number, limit: number): ConnectionRow[] =>
      page.all(region, afterSequence, limit).map((row) => toRow(row)!),
    count: (region: string): number => (count.get(region) as { n: number }).n,
    /** The handshake's outcome. */
    setStatus(arn: string, status: ConnectionRow["status"]): void {
      setStatus.run(status, arn);
    },
    remove(arn: string): void {
      remove.run(arn);
    },
  };
}

function toRow(row: Record<string, unknown> | undefined): ConnectionRow | undefined {
  if (!row) return undefined;
  return {
    sequence: row.sequence as number,
    arn: row.arn as string,
    region: row.region as string,
    name: row.name as string,
    providerType: row.provider_type as ProviderType,
    status: row.status as ConnectionRow["status"],
    createdAt: row.created_at as number,
  };
}
