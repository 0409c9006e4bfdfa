import type { Database } from "./database";

export const VPC_CONNECTORS_SCHEMA = `
  CREATE TABLE vpc_connectors (
    sequence INTEGER PRIMARY KEY AUTOINCREMENT,
    arn TEXT NOT NULL UNIQUE,
    region TEXT NOT NULL,
    name TEXT NOT NULL,
    revision INTEGER NOT NULL,
    subnets TEXT NOT NULL,
    security_groups TEXT NOT NULL,
    network TEXT NOT NULL,
    created_at INTEGER NOT NULL,
    deleted_at INTEGER
  ) STRICT;
  CREATE UNIQUE INDEX vpc_connectors_live ON vpc_connectors (region, name) WHERE deleted_at IS NULL;
  CREATE UNIQUE INDEX vpc_connectors_network ON vpc_connectors (region, network) WHERE deleted_at IS NULL;
  CREATE INDEX vpc_connectors_order ON vpc_connectors (region, sequence) WHERE deleted_at IS NULL;
`;

/** A VPC connector as stored. Times are milliseconds since the epoch. */
export interface VpcConnectorRow {
  sequence: number;
  arn: string;
  region: string;
  name: string;
  /** Always 1: App Runner has one revision for each name. */
  revision: number;
  subnets: readonly string[];
  securityGroups: readonly string[];
  createdAt: number;
  deletedAt: number | undefined;
}

export type VpcConnectorsTable = ReturnType<typeof createVpcConnectorsTable>;

export function createVpcConnectorsTable(database: Database) {
  const insert = database.prepare(
    `INSERT INTO vpc_connectors (arn, region, name, revision, subnets, security_groups, network, created_at)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?)`,
  );
  const byArn = database.prepare("SELECT * FROM vpc_connectors WHERE arn = ?");
  const byName = database.prepare("SELECT * FROM vpc_connectors WHERE region = ? AND name = ? AND deleted_at IS NULL");
  const byNetwork = database.prepare(
    "SELECT * FROM vpc_connectors WHERE region = ? AND network = ? AND deleted_at IS NULL",
  );
  const page = database.prepare(
    "SELECT * FROM vpc_connectors WHERE region = ? AND deleted_at IS NULL AND sequence > ? ORDER BY sequence LIMIT ?",
  );
  const count = database.prepare("SELECT count(*) AS n FROM vpc_connectors WHERE region = ? AND deleted_at IS NULL");
  const markDeleted = database.prepare("UPDATE vpc_connectors SET deleted_at = ? WHERE arn = ?");

  return {
    insert(row: Omit<VpcConnectorRow, "sequence" | "deletedAt">): void {
      const { arn, region, name, revision, subnets, securityGroups, createdAt } = row;
      const lists = [JSON.stringify(subnets), JSON.stringify(securityGroups)];
      insert.run(arn, region, name, revision, ...lists, network(subnets, securityGroups), createdAt);
    },
    /** A connector, inactive ones included. */
    find: (arn: string): VpcConnectorRow | undefined => toRow(byArn.get(arn)),
    findByName: (region: string, name: string): VpcConnectorRow | undefined => toRow(byName.get(region, name)),
    /** The active connector with the same subnets and security groups, in any order. */
    findByNetwork: (
      region: string,
      subnets: readonly string[],
      groups: readonly string[],
    ): VpcConnectorRow | undefined => toRow(byNetwork.get(region, network(subnets, groups))),
    /** Active connectors of a region created after `sequence`, oldest first. */
    list: (region: string, afterSequence: number, limit: number): VpcConnectorRow[] =>
      page.all(region, afterSequence, limit).map((row) => toRow(row)!),
    count: (region: string): number => (count.get(region) as { n: number }).n,
    markDeleted(arn: string, at: number): void {
      markDeleted.run(at, arn);
    },
  };
}

function network(subnets: readonly string[], securityGroups: readonly string[]): string {
  return JSON.stringify([[...new Set(subnets)].sort(), [...new Set(securityGroups)].sort()]);
}

function toRow(row: Record<string, unknown> | undefined): VpcConnectorRow | undefined {
  if (!row) return undefined;
  return {
    sequence: row.sequence as number,
    arn: row.arn as string,
    region: row.region as string,
    name: row.name as string,
    revision: row.revision as number,
    subnets: JSON.parse(row.subnets as string) as string[],
    securityGroups: JSON.parse(row.security_groups as string) as string[],
    createdAt: row.created_at as number,
    deletedAt: (row.deleted_at as number | null) ?? undefined,
  };
}
