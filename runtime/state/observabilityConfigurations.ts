import type { TracingVendor } from "@aws-sdk/client-apprunner";
import { PROVIDED_CONFIGURATION } from "../model/autoScalingConfiguration";
import type { Database } from "./database";

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

export type ObservabilityConfigurationsTable = ReturnType<typeof createObservabilityConfigurationsTable>;

const LATEST = `deleted_at IS NULL AND revision = (SELECT max(revision) FROM observability_configurations AS other
  WHERE other.region = c.region AND other.name = c.name AND other.deleted_at IS NULL)`;
const SELECT = `SELECT *, ${LATEST} AS latest FROM observability_configurations AS c`;

export function createObservabilityConfigurationsTable(database: Database) {
  const insert = database.prepare(
    `INSERT INTO observability_configurations (arn, region, name, revision, id, tracing_vendor, created_at)
     VALUES (?, ?, ?, ?, ?, ?, ?)`,
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
  const page = database.prepare(
    `${SELECT} WHERE region = ? AND deleted_at IS NULL AND sequence > ? AND (NOT ? OR ${LATEST}) ORDER BY sequence LIMIT ?`,
  );
  const pageOfName = database.prepare(
    `${SELECT} WHERE region = ? AND name = ? AND deleted_at IS NULL AND sequence > ? AND (NOT ? OR ${LATEST}) ORDER BY sequence LIMIT ?`,
  );
  const countNames = database.prepare(
    `SELECT count(DISTINCT name) AS n FROM observability_configurations WHERE region = ? AND deleted_at IS NULL AND id <> '${PROVIDED_CONFIGURATION.id}'`,
  );
  const markDeleted = database.prepare("UPDATE observability_configurations SET deleted_at = ? WHERE arn = ?");

  return {
    insert(row: Omit<ObservabilityConfigurationRow, "sequence" | "latest" | "deletedAt">): void {
      const { arn, region, name, revision, id, tracingVendor, createdAt } = row;
      insert.run(arn, region, name, revision, id, tracingVendor ?? null, createdAt);
    },
    /** A revision, inactive ones included. */
    find: (arn: string): ObservabilityConfigurationRow | undefined => toRow(byArn.get(arn)),
    findRevision: (region: string, name: string, revision: number): ObservabilityConfigurationRow | undefined =>
      toRow(byRevision.get(region, name, revision)),
    /** The highest active revision of a name. */
    findLatest: (region: string, name: string): ObservabilityConfigurationRow | undefined =>
      toRow(latest.get(region, name)),
    /** Active revisions of a name, highest first. */
    listOfName: (region: string, name: string): ObservabilityConfigurationRow[] => toRows(ofName.all(region, name)),
    /** Active revisions of a region created after `sequence`, oldest first; of one name, or the latest of each name only. */
    list(
      region: string,
      filter: { name: string | undefined; latestOnly: boolean },
      afterSequence: number,
      limit: number,
    ): ObservabilityConfigurationRow[] {
      const latestOnly = filter.latestOnly ? 1 : 0;
      return toRows(
        filter.name === undefined
          ? page.all(region, afterSequence, latestOnly, limit)
          : pageOfName.all(region, filter.name, afterSequence, latestOnly, limit),
      );
    },
    /** Names that the user made, what the quota counts. */
    countNames: (region: string): number => (countNames.get(region) as { n: number }).n,
    markDeleted(arn: string, at: number): void {
      markDeleted.run(at, arn);
    },
  };
}

function toRows(rows: Record<string, unknown>[]): ObservabilityConfigurationRow[] {
  return rows.map((row) => toRow(row)!);
}

function toRow(row: Record<string, unknown> | undefined): ObservabilityConfigurationRow | undefined {
  if (!row) return undefined;
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
