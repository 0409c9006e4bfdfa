import type { AutoScalingStatus } from "../model/autoScalingConfiguration";
import type { Database } from "./database";
import { createRevisionStatements, selectRevisions } from "./revisions";

export const AUTO_SCALING_CONFIGURATIONS_SCHEMA = `
  CREATE TABLE auto_scaling_configurations (
    sequence INTEGER PRIMARY KEY AUTOINCREMENT,
    arn TEXT NOT NULL UNIQUE,
    region TEXT NOT NULL,
    name TEXT NOT NULL,
    revision INTEGER NOT NULL,
    id TEXT NOT NULL,
    max_concurrency INTEGER NOT NULL,
    min_size INTEGER NOT NULL,
    max_size INTEGER NOT NULL,
    is_default INTEGER NOT NULL DEFAULT 0,
    created_at INTEGER NOT NULL,
    deleted_at INTEGER
  ) STRICT;
  CREATE UNIQUE INDEX auto_scaling_live ON auto_scaling_configurations (region, name, revision) WHERE deleted_at IS NULL;
  CREATE INDEX auto_scaling_order ON auto_scaling_configurations (region, sequence) WHERE deleted_at IS NULL;
  CREATE UNIQUE INDEX auto_scaling_default ON auto_scaling_configurations (region) WHERE is_default = 1;
`;

/** One revision as stored. Times are milliseconds since the epoch. */
export interface AutoScalingConfigurationRow {
  sequence: number;
  arn: string;
  region: string;
  name: string;
  revision: number;
  id: string;
  maxConcurrency: number;
  minSize: number;
  maxSize: number;
  /** New services that name no configuration get this one; one revision of a region is. */
  isDefault: boolean;
  /** The highest revision that is active under its name. */
  latest: boolean;
  status: AutoScalingStatus;
  createdAt: number;
  deletedAt: number | undefined;
}

const TABLE = "auto_scaling_configurations";

export type AutoScalingConfigurationsTable = ReturnType<typeof createAutoScalingConfigurationsTable>;

export function createAutoScalingConfigurationsTable(database: Database) {
  const insert = database.prepare(
    `INSERT INTO auto_scaling_configurations (arn, region, name, revision, id, max_concurrency, min_size, max_size, created_at)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`,
  );
  const theDefault = database.prepare(`${selectRevisions(TABLE)} WHERE region = ? AND is_default = 1`);
  const clearDefault = database.prepare(
    "UPDATE auto_scaling_configurations SET is_default = 0 WHERE region = ? AND is_default = 1",
  );
  const setDefault = database.prepare("UPDATE auto_scaling_configurations SET is_default = 1 WHERE arn = ?");

  return {
    ...createRevisionStatements(database, TABLE, toRow),
    insert(row: Omit<AutoScalingConfigurationRow, "sequence" | "isDefault" | "latest" | "status" | "deletedAt">): void {
      const { arn, region, name, revision, id, maxConcurrency, minSize, maxSize, createdAt } = row;
      insert.run(arn, region, name, revision, id, maxConcurrency, minSize, maxSize, createdAt);
    },
    findDefault(region: string): AutoScalingConfigurationRow | undefined {
      const columns = theDefault.get(region);
      return columns && toRow(columns);
    },
    /** Makes a revision the region's default in the place of the one before. */
    setDefault(region: string, arn: string): void {
      clearDefault.run(region);
      setDefault.run(arn);
    },
  };
}

function toRow(row: Record<string, unknown>): AutoScalingConfigurationRow {
  return {
    sequence: row.sequence as number,
    arn: row.arn as string,
    region: row.region as string,
    name: row.name as string,
    revision: row.revision as number,
    id: row.id as string,
    maxConcurrency: row.max_concurrency as number,
    minSize: row.min_size as number,
    maxSize: row.max_size as number,
    isDefault: row.is_default === 1,
    latest: row.latest === 1,
    status: row.deleted_at === null ? "active" : "inactive",
    createdAt: row.created_at as number,
    deletedAt: (row.deleted_at as number | null) ?? undefined,
  };
}
