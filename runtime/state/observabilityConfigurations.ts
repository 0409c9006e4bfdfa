import type { TracingVendor } from "@aws-sdk/client-apprunner";
import type { Database } from "./database";
import { createRevisionStatements } from "./revisions";

export const OBSERVABILITY_CONFIGURATIONS_SCHEMA = `
  CREATE TABLE observability_configurations (
    sequence INTEGER PRIMARY KEY AUTOINCREMENT,
    arn TEXT NOT NULL UNIQUE,
    region TEXT NOT NULL,
    name TEXT NOT NULL,
    revision INTEGER NOT NULL,
    id TEXT NOT NULL,
    tracing_vendor TEXT,
    created_at INTEGER NOT NULL,
    deleted_at INTEGER
  ) STRICT;
  CREATE UNIQUE INDEX observability_live ON observability_configurations (region, name, revision) WHERE deleted_at IS NULL;
  CREATE INDEX observability_order ON observability_configurations (region, sequence) WHERE deleted_at IS NULL;
`;

/** One revision as stored. Times are milliseconds since the epoch. */
export interface ObservabilityConfigurationRow {
  sequence: number;
  arn: string;
  region: string;
  name: string;
  revision: number;
  id: string;
  /** Undefined: tracing is off. */
  tracingVendor: TracingVendor | undefined;
  /** The highest revision that is active under its name. */
  latest: boolean;
  createdAt: number;
  deletedAt: number | undefined;
}

const TABLE = "observability_configurations";

export type ObservabilityConfigurationsTable = ReturnType<typeof createObservabilityConfigurationsTable>;

export function createObservabilityConfigurationsTable(database: Database) {
  const insert = database.prepare(
    `INSERT INTO observability_configurations (arn, region, name, revision, id, tracing_vendor, created_at)
     VALUES (?, ?, ?, ?, ?, ?, ?)`,
  );

  return {
    ...createRevisionStatements(database, TABLE, toRow),
    insert(row: Omit<ObservabilityConfigurationRow, "sequence" | "latest" | "deletedAt">): void {
      const { arn, region, name, revision, id, tracingVendor, createdAt } = row;
      insert.run(arn, region, name, revision, id, tracingVendor ?? null, createdAt);
    },
  };
}

function toRow(row: Record<string, unknown>): ObservabilityConfigurationRow {
  return {
    sequence: row.sequence as number,
    arn: row.arn as string,
    region: row.region as string,
    name: row.name as string,
    revision: row.revision as number,
    id: row.id as string,
    tracingVendor: (row.tracing_vendor as TracingVendor | null) ?? undefined,
    latest: row.latest === 1,
    createdAt: row.created_at as number,
    deletedAt: (row.deleted_at as number | null) ?? undefined,
  };
}
