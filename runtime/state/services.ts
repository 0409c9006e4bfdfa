import type { ServiceConfiguration, ServiceStatus } from "../model/service";
import type { Database } from "./database";

export const SERVICES_SCHEMA = `
  CREATE TABLE services (
    sequence INTEGER PRIMARY KEY AUTOINCREMENT,
    arn TEXT NOT NULL UNIQUE,
    region TEXT NOT NULL,
    name TEXT NOT NULL,
    id TEXT NOT NULL UNIQUE,
    label TEXT NOT NULL UNIQUE,
    status TEXT NOT NULL,
    configuration TEXT NOT NULL,
    auto_scaling_configuration_arn TEXT AS (json_extract(configuration, '$.AutoScalingConfigurationArn')),
    connection_arn TEXT AS (json_extract(configuration, '$.SourceConfiguration.AuthenticationConfiguration.ConnectionArn')),
    observability_configuration_arn TEXT AS (json_extract(configuration, '$.ObservabilityConfiguration.ObservabilityConfigurationArn')),
    vpc_connector_arn TEXT AS (json_extract(configuration, '$.NetworkConfiguration.EgressConfiguration.VpcConnectorArn')),
    active_version TEXT,
    created_at INTEGER NOT NULL,
    updated_at INTEGER NOT NULL,
    deleted_at INTEGER
  ) STRICT;
  CREATE UNIQUE INDEX services_live_name ON services (region, name) WHERE deleted_at IS NULL;
  CREATE INDEX services_order ON services (region, sequence) WHERE deleted_at IS NULL;
  CREATE INDEX services_scaling ON services (auto_scaling_configuration_arn, sequence) WHERE deleted_at IS NULL;
  CREATE INDEX services_connection ON services (connection_arn) WHERE deleted_at IS NULL;
  CREATE INDEX services_observability ON services (observability_configuration_arn) WHERE deleted_at IS NULL;
  CREATE INDEX services_vpc_connector ON services (vpc_connector_arn) WHERE deleted_at IS NULL;
`;

/** A service as stored. Times are milliseconds since the epoch. */
export interface ServiceRow {
  arn: string;
  region: string;
  name: string;
  /** 32 hex digits, the last part of the ARN. */
  id: string;
  /** First label of the service's URL: 10 characters of [a-z0-9]. */
  label: string;
  status: ServiceStatus;
  /** What the user asked for last; an update that rolls back puts the former one back. */
  configuration: ServiceConfiguration;
  /** The version that serves, or served last; undefined until a first deployment succeeds. */
  activeVersion: string | undefined;
  createdAt: number;
  updatedAt: number;
  deletedAt: number | undefined;
  /** Order of creation, unique and rising: what pages are cut by. */
  sequence: number;
}

/** What a list shows of a service: it is read without its configuration, which is most of a row. */
export interface ServiceSummaryRow
  extends Pick<
    ServiceRow,
    "arn" | "region" | "name" | "id" | "label" | "status" | "createdAt" | "updatedAt" | "sequence"
  > {
  isPublic: boolean;
}

export type ServicesTable = ReturnType<typeof createServicesTable>;

export function createServicesTable(database: Database) {
  const columns =
    "arn, region, name, id, label, status, configuration, active_version, created_at, updated_at, deleted_at, sequence";
  const insert = database.prepare(
    `INSERT INTO services (arn, region, name, id, label, status, configuration, created_at, updated_at)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`,
  );
  const byArn = database.prepare(`SELECT ${columns} FROM services WHERE arn = ?`);
  const liveByName = database.prepare(
    `SELECT ${columns} FROM services WHERE region = ? AND name = ? AND deleted_at IS NULL`,
  );
  const summaries = database.prepare(
    `SELECT arn, region, name, id, label, status, created_at, updated_at, sequence,
       coalesce(json_extract(configuration, '$.NetworkConfiguration.IngressConfiguration.IsPubliclyAccessible'), 1) AS is_public
     FROM services WHERE region = ? AND deleted_at IS NULL AND sequence > ? ORDER BY sequence LIMIT ?`,
  );
  const allLive = database.prepare(`SELECT ${columns} FROM services WHERE deleted_at IS NULL ORDER BY sequence`);
  const countLive = database.prepare("SELECT count(*) AS n FROM services WHERE region = ? AND deleted_at IS NULL");
  const byScaling = database.prepare(
    `SELECT ${columns} FROM services WHERE auto_scaling_configuration_arn = ? AND deleted_at IS NULL AND sequence > ? ORDER BY sequence LIMIT ?`,
  );
  const setStatus = database.prepare("UPDATE services SET status = ?, updated_at = ? WHERE arn = ?");
  const setConfiguration = database.prepare("UPDATE services SET configuration = ?, updated_at = ? WHERE arn = ?");
  const setActiveVersion = database.prepare("UPDATE services SET active_version = ?, updated_at = ? WHERE arn = ?");
  const markDeleted = database.prepare(
    "UPDATE services SET status = 'DELETED', deleted_at = ?, updated_at = ? WHERE arn = ?",
  );

  return {
    insert(row: Omit<ServiceRow, "sequence" | "deletedAt" | "activeVersion" | "updatedAt">): void {
      const { arn, region, name, id, label, status, configuration, createdAt } = row;
      insert.run(arn, region, name, id, label, status, JSON.stringify(configuration), createdAt, createdAt);
    },
    /** A service, deleted ones included. */
    find: (arn: string): ServiceRow | undefined => toRow(byArn.get(arn)),
    findLiveByName: (region: string, name: string): ServiceRow | undefined => toRow(liveByName.get(region, name)),
    /** Live services of a region created after `sequence`, oldest first. */
    listSummaries: (region: string, afterSequence: number, limit: number): ServiceSummaryRow[] =>
      summaries.all(region, afterSequence, limit).map(toSummary),
    /** Live services of every region. */
    listAllLive: (): ServiceRow[] => toRows(allLive.all()),
    countLive: (region: string): number => (countLive.get(region) as { n: number }).n,
    /** Live services that use an auto scaling configuration revision. */
    listUsingAutoScaling: (arn: string, afterSequence: number, limit: number): ServiceRow[] =>
      toRows(byScaling.all(arn, afterSequence, limit)),
    setStatus(arn: string, status: ServiceStatus, at: number): void {
      setStatus.run(status, at, arn);
    },
    setConfiguration(arn: string, configuration: ServiceConfiguration, at: number): void {
      setConfiguration.run(JSON.stringify(configuration), at, arn);
    },
    setActiveVersion(arn: string, version: string, at: number): void {
      setActiveVersion.run(version, at, arn);
    },
    markDeleted(arn: string, at: number): void {
      markDeleted.run(at, at, arn);
    },
  };
}

function toSummary(row: Record<string, unknown>): ServiceSummaryRow {
  return {
    arn: row.arn as string,
    region: row.region as string,
    name: row.name as string,
    id: row.id as string,
    label: row.label as string,
    status: row.status as ServiceStatus,
    isPublic: row.is_public === 1,
    createdAt: row.created_at as number,
    updatedAt: row.updated_at as number,
    sequence: row.sequence as number,
  };
}

function toRows(rows: Record<string, unknown>[]): ServiceRow[] {
  return rows.map((row) => toRow(row)!);
}

function toRow(row: Record<string, unknown> | undefined): ServiceRow | undefined {
  if (!row) return undefined;
  return {
    arn: row.arn as string,
    region: row.region as string,
    name: row.name as string,
    id: row.id as string,
    label: row.label as string,
    status: row.status as ServiceStatus,
    configuration: JSON.parse(row.configuration as string) as ServiceConfiguration,
    activeVersion: (row.active_version as string | null) ?? undefined,
    createdAt: row.created_at as number,
    updatedAt: row.updated_at as number,
    deletedAt: (row.deleted_at as number | null) ?? undefined,
    sequence: row.sequence as number,
  };
}
