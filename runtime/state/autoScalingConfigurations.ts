import { type AutoScalingStatus, PROVIDED_CONFIGURATION } from "../model/autoScalingConfiguration";
import type { Database } from "./database";

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

export type AutoScalingConfigurationsTable = ReturnType<typeof createAutoScalingConfigurationsTable>;

const LATEST = `deleted_at IS NULL AND revision = (SELECT max(revision) FROM auto_scaling_configurations AS other
  WHERE other.region = c.region AND other.name = c.name AND other.deleted_at IS NULL)`;
const SELECT = `SELECT *, ${LATEST} AS latest FROM auto_scaling_configurations AS c`;

export function createAutoScalingConfigurationsTable(database: Database) {
  const insert = database.prepare(
    `INSERT INTO auto_scaling_configurations (arn, region, name, revision, id, max_concurrency, min_size, max_size, created_at)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`,
  );
  const byArn = database.prepare(`${SELECT} WHERE arn = ?`);
  const byRevision = database.prepare(
    `${SELECT} WHERE region = ? AND name = ? AND revision = ? AND deleted_at IS NULL`,
  );
  const ofName = database.prepare(
    `${SELECT} WHERE region = ? AND name = ? AND deleted_at IS NULL ORDER BY revision DESC`,
  );
  const latest = database.prepare(
    `${SELECT} WHERE region = ? AND name = ? AND deleted_at IS NULL ORDER BY revision DESC LIMIT 1`,
  );
  const theDefault = database.prepare(`${SELECT} WHERE region = ? AND is_default = 1`);
  const page = database.prepare(
    `${SELECT} WHERE region = ? AND deleted_at IS NULL AND sequence > ? AND (NOT ? OR ${LATEST}) ORDER BY sequence LIMIT ?`,
  );
  const pageOfName = database.prepare(
    `${SELECT} WHERE region = ? AND name = ? AND deleted_at IS NULL AND sequence > ? AND (NOT ? OR ${LATEST}) ORDER BY sequence LIMIT ?`,
  );
  const countNames = database.prepare(
    `SELECT count(DISTINCT name) AS n FROM auto_scaling_configurations WHERE region = ? AND deleted_at IS NULL AND id <> '${PROVIDED_CONFIGURATION.id}'`,
  );
  const clearDefault = database.prepare(
    "UPDATE auto_scaling_configurations SET is_default = 0 WHERE region = ? AND is_default = 1",
  );
  const setDefault = database.prepare("UPDATE auto_scaling_configurations SET is_default = 1 WHERE arn = ?");
  const markDeleted = database.prepare("UPDATE auto_scaling_configurations SET deleted_at = ? WHERE arn = ?");

  return {
    insert(row: Omit<AutoScalingConfigurationRow, "sequence" | "isDefault" | "latest" | "status" | "deletedAt">): void {
      const { arn, region, name, revision, id, maxConcurrency, minSize, maxSize, createdAt } = row;
      insert.run(arn, region, name, revision, id, maxConcurrency, minSize, maxSize, createdAt);
    },
    /** A revision, inactive ones included. */
    find: (arn: string): AutoScalingConfigurationRow | undefined => toRow(byArn.get(arn)),
    findRevision: (region: string, name: string, revision: number): AutoScalingConfigurationRow | undefined =>
      toRow(byRevision.get(region, name, revision)),
    /** The highest active revision of a name. */
    findLatest: (region: string, name: string): AutoScalingConfigurationRow | undefined =>
      toRow(latest.get(region, name)),
    findDefault: (region: string): AutoScalingConfigurationRow | undefined => toRow(theDefault.get(region)),
    /** Active revisions of a name, highest first. */
    listOfName: (region: string, name: string): AutoScalingConfigurationRow[] => toRows(ofName.all(region, name)),
    /** Active revisions of a region created after `sequence`, oldest first; of one name, or the latest of each name only. */
    list(
      region: string,
      filter: { name: string | undefined; latestOnly: boolean },
      afterSequence: number,
      limit: number,
    ): AutoScalingConfigurationRow[] {
      const latestOnly = filter.latestOnly ? 1 : 0;
      return toRows(
        filter.name === undefined
          ? page.all(region, afterSequence, latestOnly, limit)
          : pageOfName.all(region, filter.name, afterSequence, latestOnly, limit),
      );
    },
    /** Names that the user made, what the quota counts. */
    countNames: (region: string): number => (countNames.get(region) as { n: number }).n,
    /** Makes a revision the region's default in the place of the one before. */
    setDefault(region: string, arn: string): void {
      clearDefault.run(region);
      setDefault.run(arn);
    },
    markDeleted(arn: string, at: number): void {
      markDeleted.run(at, arn);
    },
  };
}

function toRows(rows: Record<string, unknown>[]): AutoScalingConfigurationRow[] {
  return rows.map((row) => toRow(row)!);
}

function toRow(row: Record<string, unknown> | undefined): AutoScalingConfigurationRow | undefined {
  if (!row) return undefined;
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
